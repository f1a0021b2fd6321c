package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.transport.Transport;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.MetricGroup;

/** Puts messages into an outbox that a courier empties. */
final class DeliveryWriter implements StatefulSinkWriter<Notification, Notification> {
    /** How often to look whether the courier still goes on, while waiting for it. */
    private static final int LOOK_MILLIS = 200;

    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final Transport transport;
    private final DeliveryMetrics metrics = new DeliveryMetrics();
    private final Outbox outbox;
    private final Courier courier;
    private final Thread thread;

    DeliveryWriter(Delivery delivery, DeadLetters deadLetters, Collection<Notification> unsettled) {
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        transport = delivery.target().open();
        // Those of several subtasks may come back to one: what a checkpoint held must find room.
        long bytes = unsettled.stream().mapToLong(Notification::bytes).sum();
        outbox = new Outbox(
                Math.max(delivery.limits().waiting(), unsettled.size()), Math.max(DeliveryLimits.MOST_BYTES, bytes));
        courier = new Courier(delivery, outbox, transport, deadLetters, metrics);
        thread = new Thread(courier, "delivery " + delivery.name());
        thread.setDaemon(true);
        unsettled.forEach(outbox::put);
        thread.start();
    }

    void report(MetricGroup group) {
        metrics.report(group, delivery.name(), outbox);
    }

    @Override
    public void write(Notification notice, Context context) throws IOException, InterruptedException {
        check();
        while (!outbox.awaitRoom(LOOK_MILLIS)) {
            check();
        }
        for (Outbox.Entry oldest : outbox.put(notice.copy())) {
            courier.giveUp(oldest, Reason.NOTICE_OVERFLOW, "too many messages wait");
        }
    }

    private void check() throws IOException {
        Throwable failure = courier.failure();
        if (failure != null) {
            throw new IOException("delivery " + delivery.name() + " cannot go on", failure);
        }
    }

    /** A checkpoint takes what is unsettled with it; only the end of the input waits until all is told or given up. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        check();
        while (endOfInput && !outbox.awaitEmpty(LOOK_MILLIS)) {
            check();
        }
    }

    @Override
    public List<Notification> snapshotState(long checkpointId) {
        return outbox.unsettled();
    }

    @Override
    public void close() {
        thread.interrupt();
        transport.close();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deadLetters.close();
    }
}
