package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a log holds: the totals add up, every line is accounted for, and no raw token is in any file that is written. */
class HostileInputTest {
    private static final Path SAMPLES = Path.of("../connectors/src/test/resources/io/tokenwatch/connector");
    private static final String JWT = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL2lkcCIsInN1YiI6InUxIn0."
            + "c2lnbmF0dXJlLXRoYXQtaXMtbm90LXJlYWw";
    private static final String OPAQUE = "gX7pQ2vR9sLk4TzW8yBn3MfD6hJcV1aEoU5iKqPw0rNt";
    private static final String GITHUB = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";
    private static final String AWS = "IQoJb3JpZ2luX2VjEOr//////////wEaCXVzLWVhc3QtMSJHMEUCIQDx7Zq2m1Nw";
    private static final List<String> CANARIES = List.of(JWT, OPAQUE, GITHUB, AWS);

    /** No connector can read any of them; each is one line. */
    private static final List<String> NEVER = List.of(
            "hello " + JWT,
            "Authorization: Bearer " + OPAQUE,
            "{\"access_token\":\"" + OPAQUE + "\"",
            "{\"" + GITHUB + "\":1,",
            "[".repeat(5_000) + "]".repeat(5_000),
            "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
            "{\"event_time\":1e999999",
            "x".repeat(10_000_000),
            "{\"message\":\"" + "x".repeat(20_000_000) + "\"}",
            "\0\0\0\0",
            "\u001b[31m=cmd|' /C calc'!A0\u001b[0m",
            "\u202e\u2066evil\u2069",
            "\\");

    @TempDir
    private Path folder = Path.of("");

    static Stream<Connector> connectors() {
        return Connectors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void totalsAddUpAndNothingLeaks(Connector connector) throws IOException {
        Random random = new Random(11);
        List<byte[]> lines = new ArrayList<>();
        List<String> good = good(connector.format());
        good.forEach(line -> lines.add(line.getBytes(UTF_8)));
        good.forEach(line -> lines.add(line.getBytes(UTF_8)));
        int never = 0;
        for (String line : NEVER) {
            lines.add(random.nextInt(lines.size()), line.getBytes(UTF_8));
            never++;
        }
        lines.add(random.nextInt(lines.size()), new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});
        never++;
        for (String line : good) {
            lines.add(damaged(line, random));
            lines.add(line.substring(0, random.nextInt(line.length()) + 1).getBytes(UTF_8));
            for (String canary : CANARIES) {
                lines.add(withValue(line, canary, random).getBytes(UTF_8));
            }
            for (String value : List.of("a\\r\\nb", "\u001b[31mred", "=1+1", "9".repeat(400), "</script><b>")) {
                lines.add(withValue(line, value, random).getBytes(UTF_8));
            }
        }
        Path log = Files.write(folder.resolve("hostile.log"), joined(lines));
        Rehearsal replay =
                Rehearsal.of(folder.resolve("out"), Rules.withShadow(), Rehearsal.SETTINGS.withFormat(connector), log);

        ReplaySummary summary = replay.summary;
        assertThat(summary.read())
                .isEqualTo(accounted(summary))
                .isGreaterThanOrEqualTo(
                        lines.stream().filter(HostileInputTest::says).count());
        assertThat(summary.judged()).isPositive();
        assertThat(summary.duplicates()).isPositive();
        assertThat(replay.deadLetters()).hasSize((int) summary.deadLettered()).hasSizeGreaterThanOrEqualTo(never);
        assertThat(summary.provenance().inputs().get(0).records()).isEqualTo(summary.read());
        assertThat(summary.provenance().inputs().get(0).bytes()).isEqualTo(Files.size(log));
        holdsNoSecretAndNoControlCharacter(folder.resolve("out"));
    }

    /** F10: copies and another order change nothing; F11: nor does a record whose time is out of this world, which is a dead letter. */
    @ParameterizedTest
    @MethodSource("connectors")
    void copiesOrderAndMadClocksChangeNoAlert(Connector connector) throws IOException {
        List<String> good = good(connector.format());
        List<String> rough = new ArrayList<>(good);
        Random random = new Random(10);
        good.stream().filter(line -> random.nextInt(20) == 0).forEach(rough::add);
        rough.add(good.get(good.size() - 1));
        Collections.shuffle(rough, random);
        List<String> mad = new ArrayList<>(rough);
        for (String year : List.of("9999", "0001")) {
            good.stream()
                    .map(line -> line.replace("2026-", year + "-").replace("Jan  5", "Feb 31"))
                    .filter(line -> !good.contains(line))
                    .forEach(mad::add);
        }
        PackLog rules = PackLog.of(RuleFiles.load(Path.of("../../rules")).compile());
        ReplaySettings settings = ReplaySettings.of(Rehearsal.SETTINGS
                        .reading()
                        .withLatest(Instant.parse("2027-01-01T00:00:00Z").toEpochMilli()))
                .withFormat(connector);
        Rehearsal one = Rehearsal.of(folder.resolve("one"), rules, settings, log("good.log", good));
        Rehearsal two = Rehearsal.of(folder.resolve("two"), rules, settings, log("rough.log", rough));
        assertThat(two.alerts()).isEqualTo(one.alerts());
        assertThat(two.summary.judged()).isEqualTo(one.summary.judged());
        assertThat(two.summary.duplicates()).isGreaterThan(one.summary.duplicates());
        Rehearsal three = Rehearsal.of(folder.resolve("three"), rules, settings, log("mad.log", mad));
        assertThat(three.summary.read()).isEqualTo(accounted(three.summary));
        assertThat(three.deadLetters()).noneMatch(letter -> letter.contains("java."));
    }

    private Path log(String name, List<String> lines) throws IOException {
        return Rehearsal.write(folder.resolve(name), lines);
    }

    private static long accounted(ReplaySummary summary) {
        return summary.judged()
                + summary.duplicates()
                + summary.deadLettered()
                + summary.skipped().values().stream().mapToLong(Long::longValue).sum()
                + summary.outsidePeriod();
    }

    private static void holdsNoSecretAndNoControlCharacter(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                for (String canary : CANARIES) {
                    assertThat(text.contains(canary)).as(file + " " + canary).isFalse();
                    assertThat(text.contains(canary.substring(0, 24)))
                            .as(file + " " + canary)
                            .isFalse();
                }
                assertThat(text.chars().filter(c -> c < ' ' && c != '\n').count())
                        .as(file.toString())
                        .isZero();
                assertThat(text.length()).as(file.toString()).isLessThan(4_000_000);
            }
        }
    }

    private static boolean says(byte[] line) {
        return !new String(line, UTF_8).isBlank();
    }

    private static List<String> good(String format) throws IOException {
        if (format.equals("canonical")) {
            Traffic traffic = Traffic.of(new TrafficPlan(
                    7, Instant.parse("2026-01-20T12:00:00Z"), 15, 10_000, 300, 10, Duration.ofSeconds(40)));
            List<String> lines = new ArrayList<>();
            while (traffic.hasNext() && lines.size() < 60) {
                lines.add(CanonicalWriter.line(traffic.next().event()));
            }
            return lines;
        }
        try (Stream<Path> files = Files.list(SAMPLES)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().matches(format + "\\.[a-z]+"))
                    .sorted()
                    .toList()) {
                List<String> all = Files.readAllLines(file);
                for (int i = 0; i < all.size(); i++) {
                    boolean record = !format.equals("keycloak")
                            || (i > 0 && all.get(i - 1).startsWith("# "));
                    if (record && !all.get(i).isBlank()) {
                        lines.add(all.get(i));
                    }
                }
            }
            return lines;
        }
    }

    private static byte[] damaged(String line, Random random) {
        byte[] bytes = line.getBytes(UTF_8);
        for (int i = 0; i < 4; i++) {
            byte b = (byte) random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = b == '\n' || b == ' ' ? (byte) '"' : b;
        }
        return bytes;
    }

    /** Some value of it, whatever it is, replaced. */
    private static String withValue(String line, String value, Random random) {
        var places = java.util.regex.Pattern.compile("(?<=[:=,]\"{1,2}|\\| ?|=)[^\"|,{}\\[\\]=\\\\]+")
                .matcher(line)
                .results()
                .toList();
        if (places.isEmpty()) {
            return line + value;
        }
        var place = places.get(random.nextInt(places.size()));
        return line.substring(0, place.start()) + value + line.substring(place.end());
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return all.toByteArray();
    }
}
