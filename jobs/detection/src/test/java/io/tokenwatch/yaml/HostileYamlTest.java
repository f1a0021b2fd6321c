package io.tokenwatch.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that want to hurt: each refused at once, in little memory, with a reason. */
class HostileYamlTest {
    private static final Map<String, Supplier<String>> FILES = Map.ofEntries(
            Map.entry("aliases", HostileYamlTest::laughs),
            Map.entry("nested deeper; flow", () -> "[".repeat(100_000)),
            Map.entry("nested deeper; maps", () -> "{a: ".repeat(50_000)),
            Map.entry("nested deeper; blocks", () -> "- ".repeat(100_000) + "a"),
            Map.entry("nested deeper; explicit keys", () -> "? ".repeat(100_000) + "a"),
            Map.entry("tags; java", () -> "a: !!javax.script.ScriptEngineManager [x]"),
            Map.entry("tags; binary", () -> "a: !!binary aGk="),
            Map.entry("tags; local", () -> "a: !include /etc/hosts"),
            Map.entry("tags; on a map", () -> "!!map {a: b}"),
            Map.entry("a tab indents", () -> "a:\n\tb: 1"),
            Map.entry("not YAML; control characters", () -> "a: \u0000"),
            Map.entry("a second begins", () -> "a: 1\n---\nb: 2"),
            Map.entry("quote is not closed", () -> "a: \"" + "x".repeat(200_000)),
            Map.entry("a value is missing", () -> "a: [1,"),
            Map.entry("cannot be seen; turned", () -> "a: x\u202e y"),
            Map.entry("cannot be seen; of no width", () -> "a: x\u200by"),
            Map.entry("cannot be seen; tag characters", () -> "a: x\udb40\udc41"),
            Map.entry("cannot be seen; half a character", () -> "a: x\ud800"),
            Map.entry("longer than", () -> "a: " + "x".repeat(50 * 1024 * 1024)),
            Map.entry("empty", () -> "# nothing\n"));

    private static String laughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        return text.toString();
    }

    static Stream<String> names() {
        return FILES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRefusedAtOnce(String name) {
        String text = FILES.getOrDefault(name, () -> "").get();
        Faults faults = new Faults();
        Assertions.assertTimeout(
                Duration.ofSeconds(2),
                () -> { // some milliseconds, on a machine with nothing else to do
                    long before = allocated();
                    assertThat(Yaml.parse("hostile.yml", text, faults)).isEmpty();
                    assertThat(allocated() - before).as("bytes allocated").isLessThan(128L * 1024 * 1024);
                });
        assertThat(faults.list()).singleElement().satisfies(fault -> {
            String reason = name.contains(";") ? name.substring(0, name.indexOf(';')) : name;
            assertThat(fault.message()).contains(reason);
            assertThat(fault.advice()).isNotEmpty();
            assertThat(fault.toString()).hasSizeLessThan(600);
        });
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void keysThatAreThereTwiceAreFaultsAtTheSecond() {
        Faults faults = new Faults();
        Yaml.parse("f.yml", "a: 1\nb: 2\na: 3", faults).orElseThrow().map();
        assertThat(faults.list()).extracting(Fault::place).containsExactly(new Place("f.yml", 3, 1));
    }

    @Test
    void allFaultsAreListedInTheOrderOfTheFile() {
        Faults faults = new Faults();
        YamlMap map = Yaml.parse("f.yml", "b: x\na: y\nc: 1h", faults)
                .orElseThrow()
                .map()
                .orElseThrow();
        assertThat(map.number("a", 7)).isEqualTo(7);
        assertThat(map.duration("b", 8)).isEqualTo(8);
        assertThat(map.duration("c", 9)).isEqualTo(3_600_000);
        assertThat(faults.list()).extracting(fault -> fault.place().line()).containsExactly(1, 2);
    }
}
