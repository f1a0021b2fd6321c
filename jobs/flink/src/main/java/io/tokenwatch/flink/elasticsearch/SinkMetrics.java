package io.tokenwatch.flink.elasticsearch;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** {@code elasticsearch.sent}, {@code .present}, {@code .retried} and {@code .rejected}: documents, counted on any thread. */
record SinkMetrics(LongAdder sent, LongAdder present, LongAdder retried, LongAdder rejected) {
    static SinkMetrics in(MetricGroup parent) {
        SinkMetrics metrics = new SinkMetrics(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        MetricGroup group = parent.addGroup("elasticsearch");
        gauge(group, "sent", metrics.sent);
        gauge(group, "present", metrics.present);
        gauge(group, "retried", metrics.retried);
        gauge(group, "rejected", metrics.rejected);
        return metrics;
    }

    private static void gauge(MetricGroup group, String name, LongAdder value) {
        Gauge<Long> gauge = value::sum;
        group.gauge(name, gauge);
    }
}
