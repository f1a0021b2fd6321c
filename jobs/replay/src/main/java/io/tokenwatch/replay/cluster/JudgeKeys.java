package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.engine.Entity;
import io.tokenwatch.engine.Judge;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.flink.keyed.OwnKeyContext;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.rule.Mode;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Judges key after key, sorted by the first half of the key, each with its events in order of time, as {@link io.tokenwatch.engine.LocalEngine} does when it is told with each
 * event that time has come so far: so state is forgotten, and bounds are met, at the same events. One key is in memory at a time.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class JudgeKeys extends OwnKeyContext<RoutedRecord, Void> implements BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STEP = 4_096;
    private static final Comparator<Routed> BY_EVENT = Comparator.comparingLong(routed -> routed.hash);

    private final String name;

    private transient Work work;
    private transient Judge judge;
    /** While the key has events to come: what is before each of them is decided by its horizon. */
    private transient Observed observed;

    private transient Observed atTheEnd;
    /** Of the keys that share their first half, by the second: nearly always one. */
    private transient Map<Long, Entity> entities;
    /** Of one first half and one time. */
    private transient List<Routed> together;

    private transient Map<String, Alert> alerts;
    private transient AlertSink sink;
    private transient boolean begun;
    private transient int judged;

    JudgeKeys(String work) {
        this.name = work;
    }

    @Override
    public void open() throws Exception {
        super.open();
        work = Work.named(name);
        judge = new Judge(new Plans(work.log()));
        entities = new HashMap<>();
        together = new ArrayList<>();
        alerts = new HashMap<>();
        sink = (alert, change) -> alerts.put(alert.id() + (alert.rule().mode() == Mode.SHADOW), alert);
    }

    @Override
    public void processElement(StreamRecord<RoutedRecord> element) {
        if (!begun) {
            begun = true; // all is sorted, hence all is routed: what the issuers told is known
            observed = new Observed(work.heard(), 0, Long.MIN_VALUE);
            atTheEnd = observed.until(work.last());
        }
        Routed routed = element.getValue().routed();
        if (!together.isEmpty()) {
            Routed before = together.get(0);
            boolean sameHalf = before.keyHigh == routed.keyHigh;
            if (!sameHalf || before.time != routed.time) {
                judgeTogether();
            }
            if (!sameHalf) {
                close(entities.values());
            }
        }
        together.add(routed);
    }

    /** Those of one time in an order that does not depend on how the sorting was divided. */
    private void judgeTogether() {
        if (together.size() > 1) {
            together.sort(BY_EVENT);
        }
        for (Routed routed : together) {
            Entity entity = entities.computeIfAbsent(routed.keyLow, low -> new Entity());
            judge.judge(routed, entity, routed.time, observed, sink);
            if (++judged % STEP == 0) {
                work.judged.add(STEP);
            }
        }
        together.clear();
    }

    private void close(Collection<Entity> over) {
        over.forEach(entity -> judge.publishGrowth(entity, Long.MIN_VALUE, atTheEnd, sink));
        for (Alert alert : alerts.values()) {
            if (!alert.retracted()) {
                work.alerts.add(alert);
            }
        }
        alerts.clear();
        over.clear();
    }

    @Override
    public void endInput() {
        judgeTogether();
        if (begun) {
            close(entities.values());
        }
        work.judged.add(judged % STEP);
    }
}
