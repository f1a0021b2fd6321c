package io.tokenwatch.demo.faults;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.registry.Framing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Traffic as Kafka may deliver it: out of order, twice, late, and with records in between that nobody can read. */
public final class RoughInput {
    /** A record; {@code dead} says why it must become a dead letter, null if it is an event. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Item(
            String topic,
            int partition,
            byte @Nullable [] value,
            @Nullable String dead) {}

    /** Finds the registered id and the schema of a topic. */
    public interface Formats {
        int id(String topic);

        Schema schema(String topic);
    }

    private static final int BLOCK = 40;
    /** The job's lateness is an hour; history is so thin that forty events may take longer. */
    private static final long MOST_DISORDER = Duration.ofMinutes(30).toMillis();

    private static final double TWICE = 0.05;
    private static final double CORRUPT = 0.01;
    private static final int UNKNOWN_ID = 987_654_321;

    public final List<TokenEvent> events = new ArrayList<>();
    public final List<Item> items = new ArrayList<>();
    private final Random random;
    private final Formats formats;
    private final int partitions;

    public RoughInput(long seed, String tenantSuffix, int partitions, Formats formats) {
        this(seed, tenantSuffix, partitions, formats, Instant.now().minusSeconds(60));
    }

    /** @param liveStart begin of the last 20 s, which are full of attacks */
    public RoughInput(long seed, String tenantSuffix, int partitions, Formats formats, Instant liveStart) {
        this.random = new Random(seed);
        this.formats = formats;
        this.partitions = partitions;
        Traffic traffic = Traffic.of(new TrafficPlan(seed, liveStart, 15, 10_000, 300, 100, Duration.ofSeconds(20)));
        List<Item> block = new ArrayList<>();
        long begun = Long.MAX_VALUE;
        while (traffic.hasNext()) {
            Scheduled next = traffic.next();
            TokenEvent event = next.event();
            event.set(Field.TENANT, event.text(Field.TENANT) + tenantSuffix);
            events.add(event);
            if (block.size() >= BLOCK || event.eventTime() - begun > MOST_DISORDER) {
                flush(block);
            }
            begun = block.isEmpty() ? event.eventTime() : Math.min(begun, event.eventTime());
            add(block, next.topic(), AvroEvents.encode(event, formats.schema(next.topic())));
        }
        flush(block);
    }

    private void add(List<Item> block, String topic, byte[] record) {
        byte[] framed = Framing.frame(formats.id(topic), record);
        block.add(new Item(topic, random.nextInt(partitions), framed, null));
        if (random.nextDouble() < TWICE) {
            block.add(new Item(topic, random.nextInt(partitions), framed, null));
        }
        if (random.nextDouble() < CORRUPT) {
            block.add(corrupt(topic, record, framed));
        }
    }

    private Item corrupt(String topic, byte[] record, byte[] framed) {
        int partition = random.nextInt(partitions);
        byte[] noise = new byte[60];
        random.nextBytes(noise);
        noise[0] = 7;
        return switch (random.nextInt(4)) {
            case 0 -> new Item(topic, partition, noise, "not_framed");
            case 1 -> new Item(topic, partition, Framing.frame(UNKNOWN_ID, record), "unknown_schema");
            case 2 -> new Item(topic, partition, null, "tombstone");
            default -> new Item(topic, partition, Arrays.copyOf(framed, framed.length / 2), "unreadable");
        };
    }

    private void flush(List<Item> block) {
        Collections.shuffle(block, random);
        items.addAll(block);
        block.clear();
    }
}
