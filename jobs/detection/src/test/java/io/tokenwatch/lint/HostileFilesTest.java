package io.tokenwatch.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule files that want to hurt whoever reads them: refused with a reason, in bounded work and memory (S2, S3, S4). */
class HostileFilesTest {
    private static final long MEGABYTE = 1024 * 1024;
    private static final String RULE = """
            id: hostile
            version: 1
            title: Hostile
            level: low
            description: It wants to hurt.
            detection:
              a: {event_type: token.validated%s}
            suppress: {by: [client_id], for: 1h}
            """;

    @TempDir
    private Path folder;

    /** A tenth of a second is what it takes at most; the limits leave room for a busy machine and a cold JVM. */
    private Lint lint(long mostMegabytes) {
        return assertTimeout(Duration.ofSeconds(5), () -> {
            long before = allocated();
            Lint lint = Lint.of(folder);
            assertThat(allocated() - before).as("bytes allocated").isLessThan(mostMegabytes * MEGABYTE);
            return lint;
        });
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Fault only(Lint lint) {
        assertThat(lint.faults()).hasSize(1);
        return lint.faults().get(0);
    }

    @Test
    void aFileOfAHundredMegabytesIsNotRead() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("hostile.yml").toFile(), "rw")) {
            file.setLength(100 * MEGABYTE);
        }
        assertThat(only(lint(8)).kind()).isEqualTo(FaultKind.TOO_LARGE);
    }

    @Test
    void aMillionKeysAreNotRead() throws IOException {
        write(
                "hostile.yml",
                IntStream.range(0, 1_000_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining()));
        assertThat(only(lint(16)).kind()).isEqualTo(FaultKind.TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource({"keys, 20000", "fields, 15000", "tests, 4000"})
    void aFloodOfFaultsEndsAtAHundred(String where, int times) throws IOException {
        String flood = IntStream.range(0, times)
                .mapToObj(i -> switch (where) {
                    case "keys" -> "kei" + i + ": 1\n";
                    case "fields" -> ", fi_" + i + ": 1";
                    default -> "  - {name: n, given: [{at: x" + i + "}], expect: []}\n";
                })
                .collect(Collectors.joining());
        write(
                "hostile.yml",
                where.equals("fields")
                        ? RULE.formatted(flood)
                        : RULE.formatted("") + (where.equals("tests") ? "tests:\n" : "") + flood);
        Lint lint = lint(300); // some 165 once compiled, 220 in a JVM that has just started
        assertThat(lint.faults())
                .hasSize(Faults.MOST + 1)
                .extracting(Fault::kind)
                .contains(FaultKind.TOO_MANY_FAULTS);
    }

    @Test
    void aKeyAsLongAsTheFileIsComparedWithNothingAndQuotedInPart() throws IOException {
        write(
                "hostile.yml",
                RULE.formatted("") + "x".repeat(900) + ": 1\n" + "description" + "n".repeat(200) + ": 1\n");
        assertThat(lint(16).faults()).hasSize(2).allSatisfy(fault -> assertThat(fault.toString())
                .hasSizeLessThan(1500));
    }

    @ParameterizedTest
    @CsvSource({
        "(((a{1000}){1000}){1000})",
        "((a{1;100}){1;100}){1;100}",
        "(a|b|[^]x]{900}){900}",
        "(?:x{999}y{999}){7}",
        "((((((a{2}){9}){9}){9}){9}){9})"
    })
    void aPatternThatWouldExplodeIsNotCompiled(String regex) throws IOException {
        write("hostile.yml", RULE.formatted(", user_agent|re: '" + regex.replace(';', ',') + "'"));
        assertThat(only(lint(16)).kind()).isEqualTo(FaultKind.BAD_PATTERN);
    }

    @ParameterizedTest
    @CsvSource({"(a+)+$", "(x?){64}", "[a-z]{2}\\p{Greek}{3}", "(a|b){1;20}c{4}", "\\x{10FFFF}", "[[:alpha:]]{500}"})
    void aPatternThatRe2TakesInItsStrideIsFine(String regex) throws IOException {
        write("hostile.yml", RULE.formatted(", user_agent|re: '" + regex.replace(';', ',') + "'"));
        assertThat(lint(64).faults()).isEmpty();
    }

    @Test
    void aGiantListIsAListLikeAnother() throws IOException {
        String values = IntStream.range(0, 20_000).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        write("hostile.yml", RULE.formatted(", client_id: [" + values + "]"));
        assertThat(lint(256).faults()).isEmpty();
    }

    @Test
    void aConditionNestedWithoutEndIsRefused() throws IOException {
        String condition = "(".repeat(50_000) + "a" + ")".repeat(50_000);
        write("hostile.yml", RULE.formatted("").replace("suppress", "  condition: " + condition + "\nsuppress"));
        assertThat(only(lint(128)).kind()).isEqualTo(FaultKind.BAD_CONDITION);
    }

    @Test
    void aLinkOutOfTheFolderIsNeitherReadNorQuoted(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "password: hunter2\n");
        Files.createSymbolicLink(folder.resolve("hostile.yml"), secret);
        Files.createSymbolicLink(folder.resolve("nowhere.yml"), elsewhere.resolve("absent"));
        assertThat(lint(8).faults())
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.OUTSIDE_THE_FOLDER))
                .noneSatisfy(fault -> assertThat(fault.toString()).contains("hunter2"));
    }

    /** As Kubernetes mounts a ConfigMap: a link to a link to a hidden folder beside it. */
    @Test
    void aLinkWithinTheFolderIsFollowedOnce() throws IOException {
        Files.createDirectory(folder.resolve("..2026"));
        write("..2026/hostile.yml", RULE.formatted(""));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(folder.resolve("hostile.yml"), Path.of("..data/hostile.yml"));
        assertThat(lint(8)).isEqualTo(new Lint(1, java.util.List.of()));
    }

    @Test
    void whatWouldTurnATerminalIsNotPrinted() throws IOException {
        write("hostile.yml", RULE.formatted("").replace("level: low", "level: \"l\\e[31mow\\u202e\\r\\n\""));
        assertThat(only(lint(8)).message())
                .doesNotContain("\u001b", "\u202e", "\r", "\n")
                .contains("is no level");
    }

    @Test
    void bytesThatAreNoTextAreRefusedAtTheirPlace() throws IOException {
        Files.write(folder.resolve("hostile.yml"), "id: a1\ntitle: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        Fault fault = only(lint(8));
        assertThat(fault.kind()).isEqualTo(FaultKind.NOT_UTF8);
        assertThat(fault.place()).hasToString("hostile.yml:2:8");
    }

    @Test
    void tenThousandFilesAreEnough() throws IOException {
        for (int i = 0; i <= 10_000; i++) {
            Files.createFile(folder.resolve("r" + i + ".yml"));
        }
        assertThat(only(lint(64)).kind()).isEqualTo(FaultKind.TOO_LARGE);
    }
}
