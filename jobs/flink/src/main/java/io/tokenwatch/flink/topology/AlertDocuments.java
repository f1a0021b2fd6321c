package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.operator.AlertRecord;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The two documents of a change to an alert: its state as of now, which replaces what was there, and the transition, which
 * stays. Alerts of a rule in shadow mode go the same way into indices of their own, which nobody is woken by. Further growth, and what
 * the circuit breaker holds back, is a change of the state and no transition.
 */
public final class AlertDocuments implements FlatMapFunction<AlertRecord, DocumentWrite> {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(AlertRecord alert, Collector<DocumentWrite> out) {
        AlertIndices indices = AlertIndices.LIVE;
        out.collect(DocumentWrite.index(
                indices.state(alert.shadow(), alert.bucketStart()), alert.id(), alert.version(), alert.document()));
        if (alert.isTransition()) {
            out.collect(DocumentWrite.create(
                    indices.transitions(alert.shadow(), alert.tenant(), alert.bucketStart()),
                    transitionId(alert.id(), alert.change(), alert.level()),
                    alert.document()));
        }
    }

    /** Telling the same again, after a crash or by another replay, is telling it once. */
    static String transitionId(String alertId, String change, String level) {
        return alertId + "-" + change + "-" + level;
    }

    /** The indices that alerts of a tenant go to if their suppression bucket starts at that time. */
    public static List<String> indices(String tenant, Instant bucketStart) {
        long start = bucketStart.toEpochMilli();
        return List.of(AlertIndices.LIVE.state(false, start), AlertIndices.LIVE.transitions(false, tenant, start));
    }
}
