package io.tokenwatch.flink.source;

import io.tokenwatch.connector.EventGuard;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.registry.SchemaRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records into {@link Arrival}s, the same instance again and again. No record stops it. A registry that is away
 * makes it wait, then fail, so that Flink restarts the job and nothing is skipped.
 *
 * <p>Metrics: {@code arrivals.events} and {@code arrivals.dead.<reason>}.
 */
public final class ArrivalSchema implements KafkaRecordDeserializationSchema<Arrival> {
    private final RegistrySettings registry;
    private final SerializableSupplier<EventGuard> guards;
    private transient @Nullable Opened opened;

    /** @param guards makes the guard of each subtask */
    public ArrivalSchema(RegistrySettings registry, SerializableSupplier<EventGuard> guards) {
        this.registry = registry;
        this.guards = guards;
    }

    @Override
    public void open(InitializationContext context) {
        Map<Reason, Counter> dead = new EnumMap<>(Reason.class);
        var metrics = context.getMetricGroup().addGroup("arrivals");
        for (Reason reason : Reason.values()) {
            dead.put(reason, metrics.addGroup("dead").counter(reason.code()));
        }
        SchemaRegistry client = new SchemaRegistry(registry);
        context.getUserCodeClassLoader()
                .registerReleaseHookIfAbsent("tokenwatch-registry-" + System.identityHashCode(this), client::close);
        opened = new Opened(new ArrivalReader(client, guards.get()), new Arrival(), metrics.counter("events"), dead);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Arrival> out) {
        Opened now = opened;
        if (now == null) {
            throw new IllegalStateException("not opened");
        }
        now.reader.read(record, now.arrival);
        now.count();
        out.collect(now.arrival);
    }

    @Override
    public TypeInformation<Arrival> getProducedType() {
        return Arrival.TYPE;
    }

    private record Opened(ArrivalReader reader, Arrival arrival, Counter events, Map<Reason, Counter> dead) {
        private void count() {
            DeadLetter letter = arrival.deadLetter();
            Counter counter = letter == null ? events : dead.get(letter.reason());
            if (counter != null) {
                counter.inc();
            }
        }
    }
}
