package io.tokenwatch.connector.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroEventsTest {
    private static final String ENVELOPE = "{\"name\":\"id\",\"type\":\"string\",\"tokenwatch.field\":\"event_id\"},"
            + "{\"name\":\"when\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"},\"tokenwatch.field\":\"event_time\"}";

    @Test
    void randomEventsSurviveTheRoundTrip() throws UnreadableEvent {
        Schema schema = AvroSamples.everyField();
        for (int seed = 0; seed < 2_000; seed++) {
            TokenEvent event = AvroSamples.event(new Random(seed));
            TokenEvent read = AvroSamples.decode(schema, AvroEvents.encode(event, schema));
            assertThat(AvroSamples.same(event, read))
                    .as("seed %d: %s became %s", seed, event, read)
                    .isTrue();
        }
    }

    @Test
    void avrosOwnReaderUnderstandsWhatWeWrite() throws IOException {
        Schema schema = AvroSamples.everyField();
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, "e-1");
        event.set(Field.SCOPE, "read", "write");
        byte[] bytes = AvroEvents.encode(event, schema);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        assertThat(record.get("event_id")).hasToString("e-1");
        assertThat(record.get("scope")).hasToString("[read, write]");
        assertThat(record.get("subject")).isNull();
    }

    @Test
    void skipsWhatIsNotOursInEveryAvroType() throws IOException, UnreadableEvent {
        Schema writer = AvroSamples.parse("{\"type\":\"record\",\"name\":\"Foreign\",\"fields\":["
                + "{\"name\":\"a\",\"type\":\"bytes\"},{\"name\":\"b\",\"type\":{\"type\":\"fixed\",\"name\":\"F\",\"size\":3}},"
                + "{\"name\":\"c\",\"type\":{\"type\":\"map\",\"values\":{\"type\":\"array\",\"items\":\"double\"}}},"
                + "{\"name\":\"d\",\"type\":{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"X\",\"Y\"]}},"
                + "{\"name\":\"e\",\"type\":\"float\"},{\"name\":\"f\",\"type\":\"int\"},{\"name\":\"g\",\"type\":\"boolean\"},"
                + "{\"name\":\"later\",\"type\":\"string\",\"tokenwatch.field\":\"field_of_a_later_release\"},"
                + "{\"name\":\"h\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"H\",\"fields\":["
                + "{\"name\":\"x\",\"type\":\"string\",\"tokenwatch.field\":\"subject\"}]}}}," + ENVELOPE + "]}");
        Schema item = writer.getField("h").schema().getElementType();
        GenericRecord record = new GenericRecordBuilder(writer)
                .set("a", java.nio.ByteBuffer.wrap(new byte[] {1, 2}))
                .set("b", new GenericData.Fixed(writer.getField("b").schema(), new byte[] {1, 2, 3}))
                .set("c", Map.of("k", List.of(1.0, 2.0), "l", List.of()))
                .set("d", new GenericData.EnumSymbol(writer.getField("d").schema(), "Y"))
                .set("e", 1.5f)
                .set("f", -7)
                .set("g", true)
                .set("later", "?")
                .set(
                        "h",
                        List.of(new GenericRecordBuilder(item)
                                .set("x", "nobody")
                                .build()))
                .set("id", "e-1")
                .set("when", 1_500_999L)
                .build();
        TokenEvent event = AvroSamples.decode(writer, bytes(record));
        assertThat(event.text(Field.EVENT_ID)).isEqualTo("e-1");
        assertThat(event.eventTime()).isEqualTo(1_500);
        assertThat(event.has(Field.SUBJECT))
                .as("a leaf inside an array fills no slot")
                .isFalse();
    }

    @Test
    void understandsEnumsTextTimesAndIntegers() throws IOException, UnreadableEvent {
        Schema writer = AvroSamples.parse("{\"type\":\"record\",\"name\":\"Old\",\"fields\":["
                + "{\"name\":\"o\",\"type\":{\"type\":\"enum\",\"name\":\"O\",\"symbols\":[\"success\",\"unknown\"]},\"tokenwatch.field\":\"outcome\"},"
                + "{\"name\":\"r\",\"type\":\"string\",\"tokenwatch.field\":\"revoked_at\"},"
                + "{\"name\":\"s\",\"type\":\"string\",\"tokenwatch.field\":\"scope\"},"
                + "{\"name\":\"n\",\"type\":[\"int\",\"null\"],\"tokenwatch.field\":\"src.asn\"},"
                + "{\"name\":\"l\",\"type\":\"float\",\"tokenwatch.field\":\"src.lat\"}]}");
        GenericRecord record = new GenericRecordBuilder(writer)
                .set("o", new GenericData.EnumSymbol(writer.getField("o").schema(), "success"))
                .set("r", "1970-01-01T00:00:01Z")
                .set("s", "read write")
                .set("n", 64496)
                .set("l", 0.5f)
                .build();
        TokenEvent event = AvroSamples.decode(writer, bytes(record));
        assertThat(event)
                .hasToString("{outcome=success, scope=[read, write], src.asn=64496, src.lat=0.5, revoked_at=1000}");
    }

    @Test
    void writesSymbolsNumbersAndDefaults() throws UnreadableEvent {
        Schema schema = AvroSamples.parse(
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":["
                        + "{\"name\":\"o\",\"type\":{\"type\":\"enum\",\"name\":\"O\",\"symbols\":[\"success\",\"failure\"]},\"tokenwatch.field\":\"outcome\"},"
                        + "{\"name\":\"n\",\"type\":\"int\",\"tokenwatch.field\":\"src.asn\"},"
                        + "{\"name\":\"l\",\"type\":\"float\",\"tokenwatch.field\":\"src.lat\"},"
                        + "{\"name\":\"k\",\"type\":\"string\",\"default\":\"access\",\"tokenwatch.field\":\"token_kind\"},"
                        + "{\"name\":\"s\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"tokenwatch.field\":\"scope\"}]}");
        TokenEvent event = new TokenEvent();
        event.set(Field.OUTCOME, "failure");
        event.set(Field.SRC_ASN, 64496L);
        event.set(Field.SRC_LAT, 0.5);
        assertThat(AvroSamples.decode(schema, AvroEvents.encode(event, schema)))
                .hasToString("{outcome=failure, token_kind=access, src.asn=64496, src.lat=0.5}");
    }

    @Test
    void refusesToWriteWhatTheSchemaDemandsAndTheEventLacks() {
        Schema schema = AvroSamples.parse("{\"type\":\"record\",\"name\":\"S\",\"fields\":[" + ENVELOPE + "]}");
        assertThatThrownBy(() -> AvroEvents.encode(new TokenEvent(), schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id of type STRING");
    }

    @Test
    void writesTimesInTheUnitOfTheSchema() throws UnreadableEvent {
        Schema schema = AvroSamples.parse("{\"type\":\"record\",\"name\":\"S\",\"fields\":[" + ENVELOPE + "]}");
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, "e");
        event.set(Field.EVENT_TIME, 1_700_000_000_123L);
        assertThat(AvroSamples.decode(schema, AvroEvents.encode(event, schema)).eventTime())
                .isEqualTo(1_700_000_000_123L);
    }

    private static byte[] bytes(GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
