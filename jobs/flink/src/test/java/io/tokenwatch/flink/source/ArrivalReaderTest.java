package io.tokenwatch.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.Reason;
import io.tokenwatch.flink.registry.Framing;
import io.tokenwatch.flink.registry.UnknownSchemaId;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalReaderTest {
    private static final long KAFKA_TIME = 1_760_000_000_000L;
    private static final long DAY = 86_400_000L;
    private static final Schema SCHEMA = Shipped.schema("token.validation");

    private final ArrivalReader reader = new ArrivalReader(ArrivalReaderTest::schema, ArrivalReaderTest::protect);

    private static Schema schema(int id) throws UnknownSchemaId {
        return switch (id) {
            case 7 -> SCHEMA;
            case 8 -> Schema.create(Schema.Type.STRING);
            default -> throw new UnknownSchemaId(id, "unknown");
        };
    }

    private static void protect(TokenEvent event) {
        event.set(Field.TOKEN_ID, "protected");
    }

    private static TokenEvent event() {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, "e-1");
        event.set(Field.EVENT_TYPE, "token.validated");
        event.set(Field.EVENT_TIME, KAFKA_TIME - 100);
        event.set(Field.TENANT, "acme");
        event.set(Field.TOKEN_ID, "raw");
        return event;
    }

    private static byte[] framed(TokenEvent event) {
        return Framing.frame(7, AvroEvents.encode(event, SCHEMA));
    }

    private Arrival read(byte @Nullable [] value, long kafkaTime) {
        Arrival arrival = new Arrival();
        reader.read(
                new ConsumerRecord<>(
                        "token.validation",
                        3,
                        42,
                        kafkaTime,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        null,
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                arrival);
        return arrival;
    }

    private DeadLetter dead(byte @Nullable [] value, Reason reason) {
        Arrival arrival = read(value, KAFKA_TIME);
        DeadLetter letter = arrival.deadLetter();
        assertThat(letter).isNotNull();
        assertThat(letter.reason()).isEqualTo(reason);
        assertThat(letter.key()).isEqualTo("token.validation-3@42");
        assertThat(letter.time()).isEqualTo(KAFKA_TIME);
        assertThat(letter.length()).isEqualTo(value == null ? 0 : value.length);
        assertThat(arrival.event()).as("nothing of it is left").hasToString("{}");
        return letter;
    }

    @Test
    void readsAnEventProtectsItAndSaysWhereItIs() {
        Arrival arrival = read(framed(event()), KAFKA_TIME);
        assertThat(arrival.deadLetter()).isNull();
        assertThat(arrival.event().text(Field.TOKEN_ID)).isEqualTo("protected");
        assertThat(arrival.event().text(Field.RAW_REF)).isEqualTo("token.validation-3@42");
        assertThat(arrival.event().number(Field.INGEST_TIME)).isEqualTo(KAFKA_TIME);
        assertThat(arrival.event().eventTime()).isEqualTo(KAFKA_TIME - 100);
    }

    @Test
    void keepsTheIngestTimeThatTheEventHas() {
        TokenEvent event = event();
        event.set(Field.INGEST_TIME, 5L);
        assertThat(read(framed(event), KAFKA_TIME).event().number(Field.INGEST_TIME))
                .isEqualTo(5);
    }

    @Test
    void tombstonesAndForeignFramesAreDeadLetters() {
        dead(null, Reason.TOMBSTONE);
        dead(new byte[0], Reason.NOT_FRAMED);
        dead(new byte[] {0, 0, 0, 7}, Reason.NOT_FRAMED);
        dead("{\"json\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Reason.NOT_FRAMED);
    }

    @Test
    void unknownAndUselessSchemasAreDeadLetters() {
        assertThat(dead(Framing.frame(99, new byte[3]), Reason.UNKNOWN_SCHEMA).detail())
                .contains("99");
        assertThat(dead(Framing.frame(8, new byte[3]), Reason.UNKNOWN_SCHEMA).detail())
                .contains("STRING");
    }

    @Test
    void damagedAndOversizedRecordsAreDeadLetters() {
        byte[] whole = framed(event());
        dead(Arrays.copyOf(whole, whole.length - 1), Reason.UNREADABLE);
        dead(Arrays.copyOf(whole, whole.length + 1), Reason.UNREADABLE);
        dead(Framing.frame(7, new byte[10 << 20]), Reason.UNREADABLE);
    }

    @Test
    void eventsWithoutIdOrTypeAreDeadLetters() {
        TokenEvent nameless = event();
        nameless.set(Field.EVENT_ID, "x");
        byte[] bytes = framed(nameless);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('x');
        bytes[at] = '-'; // which says nothing
        assertThat(dead(bytes, Reason.INCOMPLETE).detail()).isEqualTo("no event_id");
    }

    @Test
    void impossibleTimesAreDeadLettersAndTheirBoundsAreNot() {
        assertThat(read(at(KAFKA_TIME + DAY), KAFKA_TIME).deadLetter()).isNull();
        assertThat(read(at(946_684_800_000L), KAFKA_TIME).deadLetter()).isNull();
        dead(at(KAFKA_TIME + DAY + 1), Reason.IMPOSSIBLE_TIME);
        dead(at(946_684_799_999L), Reason.IMPOSSIBLE_TIME);
        dead(at(0), Reason.IMPOSSIBLE_TIME);
        dead(at(Long.MIN_VALUE + 1), Reason.IMPOSSIBLE_TIME);
        dead(at(Long.MAX_VALUE), Reason.IMPOSSIBLE_TIME);
    }

    @Test
    void aTopicWithoutTimestampsIsReadAllTheSame() {
        Arrival arrival = read(framed(event()), ConsumerRecord.NO_TIMESTAMP);
        assertThat(arrival.deadLetter()).isNull();
        assertThat(arrival.event().has(Field.INGEST_TIME)).isFalse();
    }

    @Test
    void aRegistryThatIsAwayIsNoDeadLetter() {
        ArrivalReader blind = new ArrivalReader(
                id -> {
                    throw new IllegalStateException("away");
                },
                event -> {});
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, new byte[0], framed(event()));
        assertThatThrownBy(() -> blind.read(record, new Arrival())).hasMessage("away");
    }

    @Test
    void noDeadLetterQuotesTheRecord() {
        String token = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl";
        byte[] raw = Framing.frame(7, token.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(dead(raw, Reason.UNREADABLE).toString()).doesNotContain("eyJ", "c2Vj");
    }

    private static byte[] at(long eventTime) {
        TokenEvent event = event();
        event.set(Field.EVENT_TIME, eventTime);
        return framed(event);
    }
}
