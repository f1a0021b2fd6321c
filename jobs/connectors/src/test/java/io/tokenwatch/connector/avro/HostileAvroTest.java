package io.tokenwatch.connector.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: an event or an {@link UnreadableEvent}, soon and within the memory that is there. */
class HostileAvroTest {
    private static final Schema TEXT = leaf("\"string\"", "event_id");

    private static Schema leaf(String type, String field) {
        return AvroSamples.parse(
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"x\",\"type\":%s,\"tokenwatch.field\":\"%s\"}]}"
                        .formatted(type, field));
    }

    @Test
    void everyTruncationIsNoticed() throws UnreadableEvent {
        Schema schema = AvroSamples.everyField();
        byte[] whole = AvroEvents.encode(AvroSamples.event(new Random(4)), schema);
        AvroEventDecoder decoder = AvroEvents.decoder(schema);
        decoder.decode(whole, 0, whole.length, new TokenEvent());
        for (int length = 0; length < whole.length; length++) {
            int part = length;
            assertThatThrownBy(() -> decoder.decode(whole, 0, part, new TokenEvent()))
                    .isInstanceOf(UnreadableEvent.class);
        }
    }

    @Test
    void randomAndDamagedBytesEndInAnEventOrACleanError() {
        Schema schema = AvroSamples.everyField();
        AvroEventDecoder decoder = AvroEvents.decoder(schema);
        Random random = new Random(1);
        TokenEvent event = new TokenEvent();
        List<byte[]> intact = IntStream.range(0, 100)
                .mapToObj(seed -> AvroEvents.encode(AvroSamples.event(new Random(seed)), schema))
                .toList();
        int unreadable = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = intact.get(random.nextInt(intact.size())).clone();
            if (round % 2 == 0) {
                random.nextBytes(bytes);
            } else if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                decoder.decode(bytes, 0, bytes.length, event);
            } catch (UnreadableEvent e) {
                unreadable++;
            }
        }
        assertThat(unreadable).isBetween(10_000, 19_999);
    }

    @Test
    void believesNoLengthBeforeTheBytesAreThere() throws IOException {
        refused(TEXT, longs(-1), "-1 bytes");
        refused(TEXT, longs(Integer.MAX_VALUE), "more than 8192");
        refused(TEXT, longs(Long.MIN_VALUE), "more than 8192");
        refused(TEXT, longs(8192), "8192 bytes announced, of which 0 are there");
        Schema foreign = AvroSamples.parse(
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"x\",\"type\":\"bytes\"}]}");
        refused(foreign, longs(Long.MAX_VALUE), "are there");
        refused(foreign, longs(-5), "are there");
    }

    @Test
    void boundsItemsThatTakeNoBytes() throws IOException {
        Schema nulls = AvroSamples.parse("{\"type\":\"record\",\"name\":\"S\",\"fields\":["
                + "{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":\"null\"}}]}");
        refused(nulls, longs(1L << 40), "more than 65536 items");
        refused(nulls, longs(Long.MIN_VALUE, 0), "more than 65536 items");
        refused(nulls, longs(60_000, 60_000, 0), "more than 65536 items");
        refused(nulls, longs(-3, 1 << 20), "of which 0 are there");
    }

    @Test
    void boundsTheNestingOfRecursiveSchemas() throws IOException {
        Schema recursive = AvroSamples.parse(
                "{\"type\":\"record\",\"name\":\"S\",\"fields\":[" + "{\"name\":\"next\",\"type\":[\"null\",\"S\"]}]}");
        long[] deep = new long[5_000];
        Arrays.fill(deep, 1);
        refused(recursive, longs(deep), "nested deeper than 32");
    }

    @Test
    void refusesTextThatIsNotText() throws IOException {
        refused(TEXT, bytes(2, 'a', 0xFF), "not UTF-8");
        refused(TEXT, bytes(2, 0xC3, 'a'), "not UTF-8");
        refused(TEXT, bytes(2, 0xC0, 0x80), "not UTF-8");
        refused(TEXT, bytes(2, 'a', 0), "NUL");
        refused(leaf("\"string\"", "event_time"), bytes(1, 'x'), "event_time takes no such text");
    }

    @Test
    void refusesIndicesBooleansAndNumbersOutOfTheirRange() throws IOException {
        refused(leaf("[\"null\",\"string\"]", "event_id"), longs(2), "index 2 of 2");
        refused(leaf("[\"null\",\"string\"]", "event_id"), longs(-1), "index -1 of 2");
        refused(leaf("\"boolean\"", "client.third_party"), longs(1), "boolean of value 2");
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);
        refused(leaf("\"long\"", "event_time"), endless, "more than 10 bytes");
    }

    @Test
    void refusesWhatIsTooLongOrFollowsTheRecord() throws IOException, UnreadableEvent {
        byte[] longest = bytes(8192, "x".repeat(8192).chars().toArray());
        assertThat(AvroSamples.decode(TEXT, longest).text(Field.EVENT_ID)).hasSize(8192);
        refused(TEXT, bytes(8193, "x".repeat(8193).chars().toArray()), "8193 bytes, more than 8192");
        refused(TEXT, bytes(1, 'a', 'b'), "1 bytes after the end");
        refused(TEXT, new byte[10 << 20], "record of 10485760 bytes");
    }

    @Test
    void messagesNeverQuoteContent() throws IOException {
        byte[] secret = bytes(40, "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0\0".chars().toArray());
        assertThatThrownBy(() -> AvroSamples.decode(TEXT, secret)).message().doesNotContain("eyJ");
    }

    private static void refused(Schema schema, byte[] bytes, String because) {
        assertThatThrownBy(() -> AvroSamples.decode(schema, bytes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining(because);
    }

    private static byte[] longs(long... values) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        for (long value : values) {
            encoder.writeLong(value);
        }
        encoder.flush();
        return out.toByteArray();
    }

    private static byte[] bytes(long length, int... content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(longs(length));
        for (int one : content) {
            out.write(one);
        }
        return out.toByteArray();
    }
}
