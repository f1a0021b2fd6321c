package io.tokenwatch.flink.source;

import io.tokenwatch.connector.EventGuard;
import io.tokenwatch.connector.avro.AvroEventDecoder;
import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.connector.avro.UnreadableEvent;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.flink.registry.UnknownSchemaId;
import io.tokenwatch.flink.registry.WriterSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Judges a Kafka record: an event that may go on, or a dead letter. Knows no clock, so that a repetition judges alike. */
final class ArrivalReader {
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long LEAD = Duration.ofHours(24).toMillis();
    private static final List<Field> NEEDED = List.of(Field.EVENT_ID, Field.EVENT_TYPE, Field.EVENT_TIME);
    private static final byte[] NOTHING = {};

    private final WriterSchemas schemas;
    private final EventGuard guard;
    private final Map<Integer, AvroEventDecoder> decoders = new HashMap<>();

    ArrivalReader(WriterSchemas schemas, EventGuard guard) {
        this.schemas = schemas;
        this.guard = guard;
    }

    /** @throws io.tokenwatch.flink.registry.RegistryUnavailable if it cannot be known now what the record is */
    void read(ConsumerRecord<byte[], byte[]> record, Arrival arrival) {
        arrival.at(record.topic(), record.partition(), record.offset(), record.timestamp());
        byte[] value = record.value();
        if (value == null) {
            die(arrival, Reason.TOMBSTONE, "no value", NOTHING);
        } else if (!Framing.isFramed(value)) {
            die(arrival, Reason.NOT_FRAMED, value.length < Framing.LENGTH ? "too short" : "first byte is not 0", value);
        } else {
            readFramed(value, arrival);
        }
    }

    private void readFramed(byte[] value, Arrival arrival) {
        TokenEvent event = arrival.event();
        try {
            decoder(Framing.schemaId(value)).decode(value, Framing.LENGTH, value.length - Framing.LENGTH, event);
        } catch (UnknownSchemaId e) {
            die(arrival, Reason.UNKNOWN_SCHEMA, String.valueOf(e.getMessage()), value);
            return;
        } catch (UnreadableEvent e) {
            die(arrival, Reason.UNREADABLE, String.valueOf(e.getMessage()), value);
            return;
        }
        if (isWhole(value, arrival)) {
            guard.protect(event);
            event.set(Field.RAW_REF, arrival.topic() + "-" + arrival.partition() + "@" + arrival.offset());
            if (!event.has(Field.INGEST_TIME) && isKnown(arrival.kafkaTime())) {
                event.set(Field.INGEST_TIME, arrival.kafkaTime());
            }
        }
    }

    private AvroEventDecoder decoder(int schemaId) throws UnknownSchemaId {
        AvroEventDecoder known = decoders.get(schemaId);
        if (known == null) {
            try {
                known = AvroEvents.decoder(schemas.byId(schemaId));
            } catch (IllegalArgumentException e) {
                throw new UnknownSchemaId(schemaId, String.valueOf(e.getMessage()));
            }
            decoders.put(schemaId, known);
        }
        return known;
    }

    private static boolean isWhole(byte[] value, Arrival arrival) {
        TokenEvent event = arrival.event();
        for (Field field : NEEDED) {
            if (!event.has(field)) {
                die(arrival, Reason.INCOMPLETE, "no " + field.fieldName(), value);
                return false;
            }
        }
        long time = event.eventTime();
        if (time < EARLIEST) {
            die(arrival, Reason.IMPOSSIBLE_TIME, "event_time " + time + " ms is before 2000", value);
            return false;
        }
        if (isKnown(arrival.kafkaTime()) && time - LEAD > arrival.kafkaTime()) {
            die(
                    arrival,
                    Reason.IMPOSSIBLE_TIME,
                    "event_time " + time + " ms is more than 24 h after its arrival",
                    value);
            return false;
        }
        return true;
    }

    /** Records of old clients carry no timestamp, which Kafka reports as -1. */
    private static boolean isKnown(long kafkaTime) {
        return kafkaTime > 0;
    }

    private static void die(Arrival arrival, Reason reason, String detail, byte[] value) {
        arrival.die(DeadLetter.ofRecord(
                arrival.topic(), arrival.partition(), arrival.offset(), reason, detail, arrival.kafkaTime(), value));
    }
}
