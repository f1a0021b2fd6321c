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
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.state.EvidenceSet;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
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
    /** As in process: an event of history was never appended, and has the hash of its id there. */
    private static final Comparator<Routed> BY_EVENT = Comparator.comparingLong(routed -> routed.appendTime);

    private final Assignment assignment;
    private final Folder heard;
    private final Folder raised;
    private final boolean told;
    private final long last;
    private transient AlertFile file;
    private transient LongCounter progress;
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
    /** When the last event happened that a rule matches. */
    private transient long horizon;

    private transient int judged;

    /**
     * Writes the alerts that stand at the end.
     *
     * @param heard what was heard while all was routed
     * @param raised where the alerts go
     * @param told whether somebody is to hear of every change of an alert, the closing of those included whose time is over at the end
     * @param last when the newest event happened, milliseconds since the epoch
     */
    JudgeKeys(Assignment assignment, Folder heard, Folder raised, boolean told, long last) {
        this.assignment = assignment;
        this.heard = heard;
        this.raised = raised;
        this.told = told;
        this.last = last;
    }

    @Override
    public void open() throws Exception {
        super.open();
        PackLog log = assignment.work(getRuntimeContext()).log();
        judge = new Judge(new Plans(log));
        file = new AlertFile(raised, new AlertCodec(log));
        progress = Progress.JUDGED.counter(getRuntimeContext());
        entities = new HashMap<>();
        together = new ArrayList<>();
        alerts = new HashMap<>();
        sink = (alert, change) -> {
            alerts.put(alert.id() + (alert.rule().mode() == Mode.SHADOW), alert);
            if (told) {
                file.changed(alert, change);
            }
        };
    }

    @Override
    public void processElement(StreamRecord<RoutedRecord> element) throws IOException {
        if (!begun) {
            begun = true; // all is sorted, hence all is routed: what the issuers told is known
            Heard all = Heard.read(heard);
            horizon = all.last();
            observed = new Observed(all.feeds(), 0, Long.MIN_VALUE);
            atTheEnd = observed.until(last);
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
                progress.add(STEP);
            }
        }
        together.clear();
    }

    private void close(Collection<Entity> over) {
        for (Entity entity : over) {
            if (told) {
                judge.upkeep().sweep(entity, EvidenceSet.grain(horizon), atTheEnd, sink);
            }
            judge.upkeep().publishGrowth(entity, Long.MIN_VALUE, atTheEnd, sink);
        }
        for (Alert alert : alerts.values()) {
            if (!alert.retracted()) {
                file.stands(alert);
            }
        }
        alerts.clear();
        over.clear();
    }

    @Override
    public void endInput() throws IOException {
        judgeTogether();
        if (begun) {
            close(entities.values());
        }
        progress.add(judged % STEP);
        file.close();
    }
}
