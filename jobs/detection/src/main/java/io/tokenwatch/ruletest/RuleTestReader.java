package io.tokenwatch.ruletest;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.ruletest.RuleTest.Expected;
import io.tokenwatch.ruletest.RuleTest.WhyNot;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
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
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads the {@code tests} of a rule. Times are offsets from the test's zero, such as {@code 31s}, {@code 1h1ms} or {@code -2d}. */
public final class RuleTestReader {
    private static final int MOST_REPEATS = 10_000;
    private static final Pattern OFFSET = Pattern.compile("-?([0-9]{1,9}(ms|s|m|h|d|w))+");
    private static final Pattern PARTS = Pattern.compile("(?<=[a-z])(?=[0-9])");

    private RuleTestReader() {}

    /**
     * The tests of a rule, for whoever runs them.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in them
     */
    public static List<RuleTest> read(Rule rule) {
        Faults faults = new Faults();
        List<RuleTest> tests = read(rule, faults);
        faults.throwIfAny();
        return tests;
    }

    /** The tests of a rule; what is wrong with them is added to the faults. A rule is loaded without its tests being read. */
    public static List<RuleTest> read(Rule rule, Faults faults) {
        return rule.tests().map(tests -> read(tests, faults)).orElse(List.of());
    }

    /** As {@link #read(Rule, Faults)}, of the value of {@code tests} in a file. */
    public static List<RuleTest> read(YamlValue tests, Faults faults) {
        return tests.reportingTo(faults).list().stream()
                .flatMap(value -> value.map().stream())
                .map(RuleTestReader::test)
                .toList();
    }

    private static RuleTest test(YamlMap map) {
        String name =
                map.required("name", "what happens").flatMap(YamlValue::text).orElse("");
        List<TokenEvent> given = new ArrayList<>();
        for (YamlValue event : map.required("given", "").map(YamlValue::list).orElse(List.of())) {
            event.map().ifPresent(fields -> events(fields, given));
        }
        List<Expected> expect = map.required("expect", "[]").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.map().stream())
                .map(RuleTestReader::expected)
                .toList();
        OptionalLong from = time(map, "from");
        OptionalLong until = time(map, "until");
        Optional<WhyNot> whyNot = map.get("why_not").flatMap(YamlValue::map).map(RuleTestReader::whyNot);
        map.refuseOthers();
        return new RuleTest(name, map.place(), given, from, until, expect, whyNot);
    }

    private static OptionalLong time(YamlMap map, String key) {
        return map.get(key)
                .flatMap(RuleTestReader::offset)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** One event, or as many as {@code repeat} says. */
    private static void events(YamlMap map, List<TokenEvent> out) {
        long at = map.required("at", "0s").flatMap(RuleTestReader::offset).orElse(RuleTest.ZERO);
        int number = 0;
        for (long later : repeats(map)) {
            String one = Integer.toString(++number);
            TokenEvent event = new TokenEvent();
            event.set(Field.EVENT_TIME, at + later);
            event.set(Field.EVENT_ID, "e" + (out.size() + 1));
            event.set(Field.TENANT, "test");
            map.entries().forEach((name, value) -> set(event, name, value, one));
            out.add(event);
        }
    }

    /**
     * How long after {@code at} each event is. {@code repeat: {times: 20, every: 12h}} makes twenty of one, and of a list each entry
     * repeats all that those before it make: {@code [{times: 9, every: 1s}, {times: 14, every: 1d}]} is nine a day for two weeks.
     */
    private static List<Long> repeats(YamlMap map) {
        List<Long> laters = List.of(0L);
        for (YamlValue value : map.get("repeat").map(YamlValue::list).orElse(List.of())) {
            Optional<YamlMap> repeat = value.map();
            long times = repeat.map(r -> r.number("times", 1)).orElse(1L);
            long every = repeat.map(r -> r.duration("every", 0)).orElse(0L);
            repeat.ifPresent(YamlMap::refuseOthers);
            if (times < 1 || times > MOST_REPEATS / laters.size()) {
                map.fault(
                        FaultKind.OUT_OF_RANGE,
                        "repeat.times must be from 1 to " + MOST_REPEATS,
                        "write 'repeat: {times: 20, every: 12h}'");
                return List.of();
            }
            List<Long> before = laters;
            laters = LongStream.range(0, times)
                    .boxed()
                    .flatMap(i -> before.stream().map(later -> later + i * every))
                    .toList();
        }
        return laters;
    }

    /** @param number the event's among those that {@code repeat} makes, which a text names as {@code {n}} */
    private static void set(TokenEvent event, String name, YamlValue value, String number) {
        if (name.equals("at") || name.equals("repeat")) {
            return;
        }
        Optional<Field> field = Field.of(name);
        if (field.isEmpty()) {
            List<String> known =
                    Arrays.stream(Field.values()).map(Field::fieldName).toList();
            value.faultAtKey(FaultKind.UNKNOWN_FIELD, "'" + name + "' is no field", Nearest.advice(name, known));
            return;
        }
        try {
            Object plain = numbered(value.plain(), number);
            boolean offset = field.get().type().isTime() && plain instanceof String text && isOffset(text);
            FieldValue.set(event, field.get(), offset ? offset(value).orElse(0L) : plain);
        } catch (IllegalArgumentException e) {
            value.fault(
                    FaultKind.WRONG_VALUE,
                    Objects.requireNonNullElse(e.getMessage(), "wrong value"),
                    "write such a value");
        }
    }

    private static @Nullable Object numbered(@Nullable Object plain, String number) {
        return plain instanceof String text
                ? text.replace("{n}", number)
                : plain instanceof List<?> list
                        ? list.stream()
                                .map(element -> numbered(element, number))
                                .toList()
                        : plain;
    }

    private static boolean isOffset(String text) {
        return OFFSET.matcher(text).matches();
    }

    private static Optional<Long> offset(YamlValue value) {
        String text = value.text().orElse("");
        if (!isOffset(text)) {
            value.fault(
                    FaultKind.NO_OFFSET,
                    "'" + text + "' is no offset",
                    "write one from the test's zero, such as 31s, 1h1ms or -2d");
            return Optional.empty();
        }
        boolean negative = text.startsWith("-");
        long millis = 0;
        for (String part : PARTS.split(negative ? text.substring(1) : text)) {
            millis += Duration.parse(part).orElse(0L);
        }
        return Optional.of(RuleTest.ZERO + (negative ? -millis : millis));
    }

    private static Expected expected(YamlMap map) {
        Expected expected = new Expected(
                map.place(),
                map.get("at").flatMap(RuleTestReader::offset),
                texts(map.get("key")),
                texts(map.get("evidence")),
                map.get("count").flatMap(YamlValue::number),
                map.has("level")
                        ? Optional.of(
                                map.choice("level", Level.class, Level.MEDIUM).word())
                        : Optional.empty());
        map.refuseOthers();
        return expected;
    }

    private static WhyNot whyNot(YamlMap map) {
        WhyNot whyNot = new WhyNot(
                map.place(),
                map.required("step", "correlation.gap").flatMap(YamlValue::text).orElse(""),
                map.get("saw").map(value -> String.valueOf(value.scalar())),
                map.get("need").map(value -> String.valueOf(value.scalar())));
        map.refuseOthers();
        return whyNot;
    }

    private static Map<String, String> texts(Optional<YamlValue> value) {
        Map<String, String> texts = new LinkedHashMap<>();
        value.flatMap(YamlValue::map)
                .ifPresent(map -> map.entries().forEach((key, text) -> texts.put(key, String.valueOf(text.scalar()))));
        return texts;
    }
}
