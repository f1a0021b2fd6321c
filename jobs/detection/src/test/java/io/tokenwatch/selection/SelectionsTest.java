package io.tokenwatch.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Selections, modifiers and conditions, by the cases in {@code selections.yml}. */
class SelectionsTest {
    private final Faults faults = new Faults();

    private YamlValue parse(String text) {
        return Yaml.parse("selections.yml", text, faults).orElseThrow();
    }

    private Predicate compile(YamlMap detection) {
        Predicate predicate = Selections.compile(detection).condition().orElseThrow();
        faults.throwIfAny();
        return predicate;
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/selections.yml"))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)).list().stream()
                    .map(value -> value.map().orElseThrow())
                    .map(map -> dynamicTest("line " + map.place().line(), () -> hold(map)));
        }
    }

    private void hold(YamlMap map) {
        Predicate predicate =
                compile(map.get("detection").flatMap(YamlValue::map).orElseThrow());
        for (YamlValue event : map.get("matches").orElseThrow().list()) {
            assertThat(predicate.test(event(event)))
                    .as("matches line " + event.place().line())
                    .isTrue();
        }
        for (YamlValue event : map.get("misses").orElseThrow().list()) {
            assertThat(predicate.test(event(event)))
                    .as("misses " + event.canonical())
                    .isFalse();
        }
    }

    private static TokenEvent event(YamlValue value) {
        TokenEvent event = new TokenEvent();
        value.map()
                .orElseThrow()
                .entries()
                .forEach((name, field) -> FieldValue.set(event, Field.of(name).orElseThrow(), field.plain()));
        return event;
    }

    @Test
    void aHostilePatternIsQuickOnALongText() {
        Predicate predicate =
                compile(parse("a: {user_agent|re: '(a+)+$'}").map().orElseThrow());
        TokenEvent event = new TokenEvent();
        event.set(Field.USER_AGENT, "a".repeat(64 * 1024) + "!");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(predicate.test(event)).isFalse());
    }

    @Test
    void aRuleIsIndexedUnderTheOnlyEventTypesItCanMatch() {
        Predicate predicate = compile(parse(
                        "{a: {event_type: [x, y], outcome: failure}, b: {event_type: y}, c: {event_type: z}, condition: a and b or c}")
                .map()
                .orElseThrow());
        assertThat(predicate.bound(Field.EVENT_TYPE).orElseThrow()).containsExactlyInAnyOrder("y", "z");
        assertThat(compile(parse("{a: {event_type: x}, condition: not a}").map().orElseThrow())
                        .bound(Field.EVENT_TYPE))
                .isEmpty();
        assertThat(compile(parse("a: {event_type: 'x*'}").map().orElseThrow()).bound(Field.EVENT_TYPE))
                .isEmpty();
    }
}
