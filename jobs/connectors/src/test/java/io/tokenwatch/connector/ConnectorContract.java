package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each connector must keep, whatever its log looks like. The test of a connector extends it and gives sample
 * lines.
 */
abstract class ConnectorContract {
    private static final String JWT = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL2lkcCIsInN1YiI6InUxIn0."
            + "c2lnbmF0dXJlLXRoYXQtaXMtbm90LXJlYWw";
    private static final String OPAQUE = "gX7pQ2vR9sLk4TzW8yBn3MfD6hJcV1aEoU5iKqPw0rNt";
    private static final String GITHUB = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private static final List<String> CANARIES = List.of(JWT, "Bearer " + OPAQUE, "Bearer x9", OPAQUE, GITHUB);

    protected abstract Connector connector();

    /** Good lines, of each form of the log. */
    protected abstract List<String> goodLines();

    /** The same line with each of its textual values, one after the other, replaced. */
    protected abstract Stream<String> withEachTextReplaced(String line, String replacement);

    @Test
    void isFoundByItsFormat() {
        assertThat(Connectors.of(connector().format())).isInstanceOf(connector().getClass());
    }

    @Test
    void recognisesItsLinesAndNoOthers() {
        assertThat(goodLines()).allMatch(connector()::recognises);
        assertThat(List.of("", "{}", "hello", "127.0.0.1 - - [05/Jan/2026:10:15:30 +0000] \"GET / HTTP/1.1\" 200 5"))
                .noneMatch(connector()::recognises);
        assertThat(Connectors.recognise(goodLines()))
                .containsInstanceOf(connector().getClass());
    }

    @Test
    void readsItsLines() throws Unreadable {
        for (String line : goodLines()) {
            assertThat(Samples.read(reader(), line)).as(line).isNotEmpty().allSatisfy(event -> assertThat(event)
                    .containsKeys("event_id", "event_type", "event_time", "tenant", "source"));
        }
    }

    @Test
    void usesOnlyKnownEventTypes() throws Unreadable {
        for (String line : goodLines()) {
            assertThat(Samples.read(reader(), line))
                    .allMatch(event -> EventTypes.ALL.contains(event.get("event_type")));
        }
    }

    @Test
    void makesOnlyEventsThatItDeclares() throws Unreadable {
        List<Shape> declared = connector().shapes();
        for (String line : goodLines()) {
            reader().read(line, event -> assertThat(declared)
                    .as("%s of %s", Samples.copy(event), line)
                    .anyMatch(shape -> shape.allows(event)));
        }
    }

    @Test
    void saysHowManyEventsItHandedOver() throws Unreadable {
        for (String line : goodLines()) {
            List<String> events = new ArrayList<>();
            assertThat(reader().read(line, event -> events.add(event.toString())))
                    .as(line)
                    .isEqualTo(new Outcome.Read(events.size()));
        }
    }

    @Test
    void theSameLineIsTheSameEventWhateverCameBefore() throws Unreadable {
        RecordReader reader = reader();
        List<List<Map<String, String>>> first = new ArrayList<>();
        for (String line : goodLines()) {
            first.add(Samples.read(reader, line));
        }
        List<String> again = goodLines();
        for (int i = again.size() - 1; i >= 0; i--) {
            assertThat(Samples.read(reader, "  " + again.get(i) + "\r\n")).isEqualTo(first.get(i));
        }
    }

    @Test
    void eventsOfOneRecordHaveIdsOfTheirOwn() throws Unreadable {
        for (String line : goodLines()) {
            List<Map<String, String>> events = Samples.read(reader(), line);
            assertThat(events.stream().map(event -> event.get("event_id")).distinct())
                    .hasSameSizeAs(events);
        }
    }

    @Test
    void noRawTokenComesOut() {
        for (String canary : CANARIES) {
            String secret = canary.substring(canary.indexOf(' ') + 1);
            for (String line : goodLines()) {
                withEachTextReplaced(line, canary).forEach(hostile -> assertThat(allThatComesOut(hostile))
                        .as(hostile)
                        .noneMatch(text -> text.contains(secret)));
            }
        }
    }

    @Test
    void throwsNothingButUnreadableOnTruncatedLines() {
        for (String line : goodLines()) {
            for (int end = 0; end < line.length(); end++) {
                survives(line.substring(0, end).getBytes(UTF_8));
            }
        }
    }

    @Test
    void throwsNothingButUnreadableOnDamagedLines() {
        Random random = new Random(1);
        for (String line : goodLines()) {
            for (int i = 0; i < 300; i++) {
                byte[] damaged = line.getBytes(UTF_8);
                for (int hits = random.nextInt(6); hits >= 0; hits--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                survives(damaged);
            }
        }
    }

    @Test
    void throwsNothingButUnreadableOnRandomBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            survives(bytes);
        }
    }

    @Test
    void bearsHostileLines() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        Stream.of(
                        "x".repeat(10_000_000),
                        "{\"message\":\"" + "x".repeat(10_000_000) + "\"}",
                        deep,
                        "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                        "{\"event_type\":" + deep + "}",
                        "{\"event_time\":1e999999}",
                        "{\"event_time\":" + "9".repeat(1_000) + "}",
                        "{\"type\":\"LOGIN\",\"realmId\":\"a\",\"time\":9999999999999999999}",
                        fields(1_000_000),
                        fields(3_000),
                        "\0\0\0\0",
                        "null",
                        "{}",
                        "[]",
                        "\"\"",
                        "{\"message\":null}",
                        "type=",
                        "type=\"",
                        "type=A, ",
                        "type=A, =",
                        "{".repeat(60_000),
                        "type=A" + ", a=b".repeat(12_000),
                        "2026-01-05 10:15:30,123 INFO [".repeat(2_000),
                        "\u001b[31mred\u001b[0m")
                .forEach(line -> survives(line.getBytes(UTF_8)));
    }

    @Test
    void bearsHostileValues() {
        for (String value : List.of(
                "a\r\nb", "\u001b[31m", "\0", "=1+1", "\uFFFF", "💥", "9".repeat(400), "'", "\\", "x".repeat(9_000))) {
            for (String line : goodLines()) {
                withEachTextReplaced(line, value).forEach(hostile -> survives(hostile.getBytes(UTF_8)));
            }
        }
    }

    private RecordReader reader() {
        return connector().open(Samples.SETTINGS);
    }

    private static String fields(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append("\"f").append(i).append("\":1,");
        }
        return json.append("\"z\":1}").toString();
    }

    /** Events, types of skipped records, reasons, counters. */
    private List<String> allThatComesOut(String line) {
        List<String> out = new ArrayList<>();
        RecordReader reader = reader();
        try {
            Outcome outcome = reader.read(line, event -> out.add(event.toString()));
            out.add(outcome.toString());
        } catch (Unreadable e) {
            out.add(e.reason());
        }
        if (reader instanceof CanonicalReader canonical) {
            out.add(canonical.unknownFields().toString());
        }
        return out;
    }

    /** Reads bytes in the middle of a larger buffer; the reader must neither fail nor look beyond them. */
    private void survives(byte[] record) {
        byte[] buffer = new byte[record.length + 14];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(record, 0, buffer, 7, record.length);
        List<String> ids = new ArrayList<>();
        try {
            Outcome outcome = reader().read(buffer, 7, record.length, event -> ids.add(event.toString()));
            assertThat(outcome instanceof Outcome.Read read ? read.events() : 0).isEqualTo(ids.size());
        } catch (Unreadable e) {
            assertThat(e.reason()).isNotEmpty().hasSizeLessThan(200);
            assertThat(ids).isEmpty();
        }
    }
}
