package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.DeadLetters;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Tells one receiver, at least once. What is not told yet is in each checkpoint, so a checkpoint waits for no server, and a crash
 * loses nothing. A server that is away or slow costs room and then dead letters, never speed: the sink pushes back only
 * where the dead letters cannot be written either.
 */
public final class DeliverySink implements Sink<Notification>, SupportsWriterState<Notification, Notification> {
    private final Delivery delivery;
    private final DeadLetters.Opener deadLetters;

    public DeliverySink(Delivery delivery, DeadLetters.Opener deadLetters) {
        this.delivery = delivery;
        this.deadLetters = deadLetters;
    }

    @Override
    public StatefulSinkWriter<Notification, Notification> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<Notification, Notification> restoreWriter(
            WriterInitContext context, Collection<Notification> unsettled) {
        DeliveryWriter writer = new DeliveryWriter(delivery, deadLetters.open(), unsettled);
        writer.report(context.metricGroup());
        return writer;
    }

    @Override
    public SimpleVersionedSerializer<Notification> getWriterStateSerializer() {
        return new NoticeSerializer();
    }
}
