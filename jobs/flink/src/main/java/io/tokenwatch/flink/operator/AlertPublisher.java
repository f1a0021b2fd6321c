package io.tokenwatch.flink.operator;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Notices;
import io.tokenwatch.flink.delivery.Notification;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.pack.PackNews;
import io.tokenwatch.maintenance.MaintenanceWindow;
import io.tokenwatch.rule.Mode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of alerts and says when they may go out: at once; with the next checkpoint, if an event could still take them back;
 * when what happened before their rule was in force has been read; when a maintenance window is over.
 */
final class AlertPublisher implements AlertSink {
    private final DetectSettings settings;
    private final Knowledge knowledge;
    private final Progress progress;
    private final LongSupplier clock;
    private final ListState<AlertRecord> withheldState;
    private final Withheld withheld = new Withheld();
    private final Unfed unfed;
    private final HeldBack heldBack;
    private final Breaker breaker;
    private final MaintenanceFile maintenance;
    private final Notices notices;
    private final EcsAlert documents = new EcsAlert();
    /** Whether nothing can be taken back, since all events are there. */
    private boolean batch;

    private Consumer<AlertRecord> out = record -> {};
    private long appendTime;

    /** @param clock milliseconds since the epoch */
    AlertPublisher(
            OperatorStateStore store,
            DetectSettings settings,
            Deliveries deliveries,
            Knowledge knowledge,
            Progress progress,
            int subtask,
            LongSupplier clock)
            throws Exception {
        this.settings = settings;
        this.knowledge = knowledge;
        this.progress = progress;
        this.clock = clock;
        withheldState =
                store.getListState(new ListStateDescriptor<>("withheld", new ValueTypeInfo<>(AlertRecord.class)));
        for (AlertRecord record : withheldState.get()) {
            withheld.add(record); // published with the next checkpoint; late is better than orphaned
        }
        unfed = Unfed.restore(store, subtask);
        heldBack = HeldBack.restore(store);
        breaker = Breaker.restore(store, settings.notifications(), subtask);
        maintenance = new MaintenanceFile(settings.maintenance(), settings.runId());
        notices = deliveries.notices();
    }

    /**
     * Before the first alert.
     *
     * @param whole whether all events are there, each key's at once
     * @param to takes what may go out
     */
    void open(boolean whole, MetricGroup metrics, Consumer<AlertRecord> to) {
        batch = whole;
        out = to;
        breaker.measure(metrics);
        maintenance.look();
    }

    /**
     * What is published from now on is so because of that.
     *
     * @param time when Kafka took the event in, milliseconds since the epoch; 0 if it is time that has passed
     */
    void because(long time) {
        appendTime = time;
    }

    @Override
    public void publish(Alert alert, Change change) {
        boolean quiet = !breaker.admits(alert, change);
        MaintenanceWindow window = change.alerts() && !quiet
                ? maintenance.windows().holding(alert, alert.lastTime()).orElse(null)
                : null;
        if (change == Change.RETRACTED) {
            heldBack.drop(alert.id());
        }
        if (window == null) {
            List<Notification> told = quiet ? List.of() : told(alert, change, null);
            send(record(alert, change, quiet, change.name(), null, told), alert);
            return;
        }
        AlertRecord suppressed = record(alert, change, false, "SUPPRESSED", held(window, false), List.of());
        byte[] later = documents.write(alert, change, run(alert, held(window, true)));
        List<Notification> told = told(alert, change, held(window, true));
        heldBack.add(suppressed.later(change.action(), window.until(), later, told));
        send(suppressed, alert);
    }

    private static EcsAlert.Held held(MaintenanceWindow window, boolean over) {
        return new EcsAlert.Held(window.name(), window.owner(), window.until(), over);
    }

    private EcsAlert.Run run(Alert alert, EcsAlert.@Nullable Held held) {
        return new EcsAlert.Run(
                settings.runMode(),
                settings.runId(),
                knowledge.packHash(alert.lastTime()),
                appendTime,
                clock.getAsLong(),
                knowledge.warm(alert),
                held);
    }

    private AlertRecord record(
            Alert alert,
            Change change,
            boolean quiet,
            String name,
            EcsAlert.@Nullable Held held,
            List<Notification> told) {
        return new AlertRecord(
                alert.id(),
                alert.rule().id(),
                alert.tenant(),
                name.toLowerCase(Locale.ROOT),
                alert.level().word(),
                alert.rule().mode() == Mode.SHADOW,
                quiet,
                alert.bucketStart(),
                progress.version(2L * alert.revision()),
                documents.write(alert, change, run(alert, held)),
                told);
    }

    private List<Notification> told(Alert alert, Change change, EcsAlert.@Nullable Held held) {
        return alert.rule().mode() == Mode.SHADOW ? List.of() : notices.of(alert, change, run(alert, held));
    }

    private void send(AlertRecord record, Alert alert) {
        if (batch || !settings.checkpointed() || !alert.rule().detector().withdrawable()) {
            out.accept(record);
        } else if (knowledge.isFed(alert.rule().id())) {
            unfed.add(record);
        } else {
            withheld.add(record);
        }
    }

    /** Some rules may have been fed. */
    void releaseFed() {
        unfed.release(knowledge::isFed, withheld::add);
    }

    /** Tells of what maintenance windows have held back until then, in event time or by the clock, milliseconds since the epoch. */
    void reach(long time) {
        heldBack.release(time, record -> {
            long now = clock.getAsLong();
            List<Notification> told =
                    record.notices().stream().map(notice -> notice.at(now)).toList();
            out.accept(record.toldAt(record.notBefore(), Ingested.at(now, record.document()), told));
        });
    }

    /** Looks for other maintenance windows. */
    void look() {
        maintenance.look();
        reach(clock.getAsLong());
    }

    /** What the circuit breaker has kept quiet since. */
    void tellKeptQuiet(Consumer<DocumentWrite> status) {
        if (breaker.hasNews()) {
            breaker.news(settings.runId(), progress.attempt()).forEach(status);
            breaker.tripped().forEach(rule -> PackNews.say(settings.runId(), rule));
        }
    }

    void snapshot(long checkpointId, long horizon) throws Exception {
        withheldState.update(withheld.snapshot(checkpointId));
        unfed.snapshot();
        breaker.snapshot(horizon);
        heldBack.snapshot();
    }

    /** No crash can make the job forget any more what that checkpoint holds. */
    void complete(long checkpointId) {
        withheld.complete(checkpointId, out);
    }

    /** The input is over: nothing can take an alert back. */
    void finish() {
        withheld.release(out);
        reach(Long.MAX_VALUE);
    }
}
