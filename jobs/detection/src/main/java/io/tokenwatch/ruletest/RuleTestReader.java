package io.tokenwatch.ruletest;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.ruletest.RuleTest.Expected;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the {@code tests} of a rule. Times are offsets from the test's zero, such as {@code 31s} or {@code -2d}. */
public final class RuleTestReader {
    private static final int MOST_REPEATS = 10_000;

    private RuleTestReader() {}

    /**
     * The tests.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with everything that is wrong with them
     */
    public static List<RuleTest> read(Rule rule) {
        List<RuleTest> tests = rule.tests().map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.map().stream())
                .map(RuleTestReader::test)
                .toList();
        rule.tests().ifPresent(value -> value.faults().throwIfAny());
        return tests;
    }

    private static RuleTest test(YamlMap map) {
        String name = map.required("name", "what happens").flatMap(YamlValue::text).orElse("");
        List<TokenEvent> given = new ArrayList<>();
        for (YamlValue event : map.required("given", "").map(YamlValue::list).orElse(List.of())) {
            event.map().ifPresent(fields -> events(fields, given));
        }
        List<Expected> expect = map.required("expect", "[]").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.map().stream())
                .map(RuleTestReader::expected)
                .toList();
        map.get("why_not");
        map.refuseOthers();
        return new RuleTest(name, given, expect);
    }

    /** One event, or as many as {@code repeat: {times: 20, every: 12h}} says. */
    private static void events(YamlMap map, List<TokenEvent> out) {
        Optional<YamlMap> repeat = map.get("repeat").flatMap(YamlValue::map);
        long times = repeat.map(r -> r.number("times", 1)).orElse(1L);
        long every = repeat.map(r -> r.duration("every", 0)).orElse(0L);
        if (times < 1 || times > MOST_REPEATS) {
            map.fault("repeat.times must be from 1 to " + MOST_REPEATS, "write 'repeat: {times: 20, every: 12h}'");
            return;
        }
        long at = map.required("at", "0s").flatMap(RuleTestReader::offset).orElse(RuleTest.ZERO);
        for (int i = 0; i < times; i++) {
            TokenEvent event = new TokenEvent();
            event.set(Field.EVENT_TIME, at + i * every);
            event.set(Field.EVENT_ID, "e" + (out.size() + 1));
            event.set(Field.TENANT, "test");
            map.entries().forEach((name, value) -> set(event, name, value));
            out.add(event);
        }
    }

    private static void set(TokenEvent event, String name, YamlValue value) {
        if (name.equals("at") || name.equals("repeat")) {
            return;
        }
        Optional<Field> field = Field.of(name);
        if (field.isEmpty()) {
            List<String> known = Arrays.stream(Field.values()).map(Field::fieldName).toList();
            value.fault("'" + name + "' is no field", Nearest.advice(name, known));
            return;
        }
        try {
            Object plain = value.plain();
            boolean offset = field.get().type().isTime() && plain instanceof String text && isOffset(text);
            FieldValue.set(event, field.get(), offset ? offset(value).orElse(0L) : plain);
        } catch (IllegalArgumentException e) {
            value.fault(Objects.requireNonNullElse(e.getMessage(), "wrong value"), "write such a value");
        }
    }

    private static boolean isOffset(String text) {
        return Duration.parse(text.startsWith("-") ? text.substring(1) : text).isPresent();
    }

    private static Optional<Long> offset(YamlValue value) {
        String text = value.text().orElse("");
        boolean negative = text.startsWith("-");
        Optional<Long> millis = Duration.parse(negative ? text.substring(1) : text);
        if (millis.isEmpty()) {
            value.fault("'" + text + "' is no offset", "write one from the test's zero, such as 31s or -2d");
        }
        return millis.map(ms -> RuleTest.ZERO + (negative ? -ms : ms));
    }

    private static Expected expected(YamlMap map) {
        Expected expected = new Expected(
                map.get("at").flatMap(RuleTestReader::offset),
                texts(map.get("key")),
                texts(map.get("evidence")),
                map.get("count").flatMap(YamlValue::number));
        map.refuseOthers();
        return expected;
    }

    private static Map<String, String> texts(Optional<YamlValue> value) {
        Map<String, String> texts = new LinkedHashMap<>();
        value.flatMap(YamlValue::map)
                .ifPresent(map -> map.entries().forEach((key, text) -> texts.put(key, String.valueOf(text.scalar()))));
        return texts;
    }
}
