package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * {@code delivery.<name>.waiting}, {@code .delivered}, {@code .retried}, {@code .latencyMs} of the last one, and a count per reason
 * of what went to the dead letters. Counted on any thread.
 */
final class DeliveryMetrics {
    private final LongAdder delivered = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final AtomicLong latency = new AtomicLong();
    private final Map<Reason, LongAdder> lost = new EnumMap<>(Reason.class);

    DeliveryMetrics() {
        for (Reason reason : Reason.values()) {
            if (reason.isOfNotice()) {
                lost.put(reason, new LongAdder());
            }
        }
    }

    void report(MetricGroup parent, String delivery, Outbox outbox) {
        MetricGroup group = parent.addGroup("delivery", delivery);
        Gauge<Integer> waiting = outbox::size;
        group.gauge("waiting", waiting);
        Gauge<Long> last = latency::get;
        group.gauge("latencyMs", last);
        gauge(group, "delivered", delivered);
        gauge(group, "retried", retried);
        lost.forEach((reason, count) -> gauge(group, reason.code(), count));
    }

    private static void gauge(MetricGroup group, String name, LongAdder value) {
        Gauge<Long> gauge = value::sum;
        group.gauge(name, gauge);
    }

    /** @param millis since it was written */
    void delivered(long millis) {
        delivered.increment();
        latency.set(millis);
    }

    LongAdder retried() {
        return retried;
    }

    LongAdder lost(Reason reason) {
        LongAdder count = lost.get(reason);
        if (count == null) {
            throw new IllegalArgumentException(reason + " is not about notices");
        }
        return count;
    }
}
