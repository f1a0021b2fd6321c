package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way and the careful way must read alike. A blank before the first name sends a line the careful way. */
class PlainLineTest {
    private static final String LINE =
            "{\"event_type\":\"token.validated\",\"event_time\":\"2026-01-01T00:00:00.250Z\",\"event_id\":\"e1\","
                    + "\"tenant\":\"acme\",\"token_id\":\"raw-token\",\"src.asn\":64500,\"generation\":-1,"
                    + "\"issued_at\":1767225600000,\"scope\":[\"read\",\"write\"],\"user_agent\":\"curl/8\",\"outcome\":\"success\"}";

    private final CanonicalReader reader = new CanonicalConnector().open(Samples.SETTINGS);

    @Test
    void readsAsTheCarefulWayDoes() {
        assertThat(read(LINE))
                .isEqualTo(read(LINE.replace("{\"event_type", "{ \"event_type")))
                .startsWith("{event_id=e1");
    }

    @Test
    void agreesOnLinesWithRandomDamage() {
        Random random = new Random(7);
        List<String> plain = new ArrayList<>();
        List<String> careful = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            char[] damaged = LINE.toCharArray();
            for (int hits = 1 + random.nextInt(2); hits > 0; hits--) {
                damaged[1 + random.nextInt(damaged.length - 1)] = "\"\\,:{}[]0-1 aé\u0001n.".charAt(random.nextInt(17));
            }
            String line = new String(damaged);
            plain.add(read(line));
            careful.add(read("{ " + line.substring(1)));
        }
        assertThat(plain).isEqualTo(careful);
        assertThat(plain).filteredOn(read -> read.startsWith("{")).hasSizeBetween(1_000, 19_000);
    }

    @Test
    void listsThatRepeatAreReadAsTheyWereTheFirstTime() {
        List<String> lines = new ArrayList<>();
        for (String list : List.of(
                "\"a\"",
                "\"a\",\"b\"",
                "\"a]\",\"b\"",
                "\"-\"",
                "\"a\",\"-\"",
                "\"a\\\"]\",\"b\"",
                "\"a\"],[\"b\"",
                "\"ghp_16C7e42F292c6912E7710c838347Ae178B4a\"",
                "",
                "\"]\"")) {
            lines.add(LINE.replace("\"read\",\"write\"", list));
        }
        lines.addAll(List.copyOf(lines)); // the second time they are known
        assertThat(lines.stream().map(this::read))
                .isEqualTo(lines.stream()
                        .map(line -> read("{ " + line.substring(1)))
                        .toList());
        assertThat(reader.tokensCaught()).isEqualTo(4);
    }

    @Test
    void timesAreReadWithMillisecondsAndWithout() {
        List<String> times = List.of(
                "2026-01-01T00:00:07Z",
                "2026-01-01T23:59:59Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01T00:00:0xZ",
                "2026-01-01T00:00:07X",
                "2026-01-02T00:00:07.001Z",
                "2026-01-02T00:00:07,001Z",
                "2026-01-02T00:00:07.00xZ",
                "2026-01-02T00:00:08Z");
        assertThat(times.stream().map(time -> read(LINE.replace("2026-01-01T00:00:00.250Z", time))))
                .isEqualTo(times.stream()
                        .map(time -> read(LINE.replace("2026-01-01T00:00:00.250Z", time)
                                .replace("{\"event_type", "{ \"event_type")))
                        .toList())
                .anyMatch(read -> read.startsWith("{"))
                .anyMatch(read -> read.startsWith("unreadable"));
    }

    @Test
    void givesUpOnWhatIsNotPlain() {
        PlainLine plain = new PlainLine(
                new io.tokenwatch.connector.redact.Redactor(Samples.SETTINGS.keys()),
                new TextPool(),
                java.util.Set.of());
        assertThat(List.of(
                        LINE.replace("acme", "ac\\u006de"),
                        LINE.replace("acme", "acmé"),
                        LINE.replace("64500", "64500.0"),
                        LINE.replace("64500", "064500"),
                        LINE.replace("64500", "null"),
                        LINE.replace("\"tenant\"", "\"tenent\""),
                        LINE.replace("[\"read\"", "[ \"read\""),
                        LINE + " "))
                .noneMatch(line -> {
                    byte[] bytes = line.getBytes(UTF_8);
                    return plain.read(bytes, 0, bytes.length, new TokenEvent());
                });
        byte[] bytes = LINE.getBytes(UTF_8);
        assertThat(plain.read(bytes, 0, bytes.length, new TokenEvent())).isTrue();
    }

    private String read(String line) {
        byte[] bytes = line.getBytes(UTF_8);
        TokenEvent event = new TokenEvent();
        try {
            Outcome outcome = reader.read(bytes, 0, bytes.length, event);
            // Without an id of its own an event is named after the line, blank included.
            String shown = event.toString().replaceFirst("event_id=[0-9a-f]{32,}", "event_id=of the line");
            return outcome instanceof Outcome.Read ? shown : outcome.toString();
        } catch (Unreadable e) {
            return "unreadable: " + e.reason();
        }
    }
}
