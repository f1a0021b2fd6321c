package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.list.Lists;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.selection.Selections;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code when}: one condition, or a list of which all must hold. A condition is a comparison as in {@code where};
 * {@code values(field) >= n}; {@code count >= n}; or a mapping of steps to selections, such as
 * {@code {used: {src.as_type: hosting}}}, where there are no steps just a selection.
 */
public final class WhenReader {
    private static final Pattern COUNT = Pattern.compile("\\s*count\\s*(>=|>)\\s*([0-9]{1,15})\\s*");
    private static final Pattern VALUES =
            Pattern.compile("\\s*values\\s*\\(\\s*([a-z0-9_.]+)\\s*\\)\\s*(>=|>)\\s*([0-9]{1,9})\\s*");
    private static final int MOST_FIELDS = 16;
    /** The step of a rule with a single stream. */
    private static final String SINGLE = "event";

    private final List<String> names;
    private final Captures captures;
    private final Lists lists;
    private final FaultKind kind;
    private final List<When.Part> parts = new ArrayList<>();
    private final List<Values> values = new ArrayList<>();
    private final TreeSet<Integer> steps = new TreeSet<>();
    private long count;

    private WhenReader(List<String> names, Captures captures, Lists lists, FaultKind kind) {
        this.names = names;
        this.captures = captures;
        this.lists = lists;
        this.kind = kind;
    }

    /**
     * @param steps names of the steps; {@code event} where the rule has a single stream
     * @param kind of the faults that are about the condition as a whole
     */
    public static When read(YamlValue value, List<String> steps, Captures captures, Lists lists, FaultKind kind) {
        WhenReader reader = new WhenReader(steps, captures, lists, kind);
        List<String> text = new ArrayList<>();
        for (YamlValue one : value.list()) {
            text.add(one.isScalar() ? one.text().orElse("").trim() : reader.selections(one));
            if (one.isScalar()) {
                reader.comparison(one);
            }
        }
        if (text.isEmpty()) {
            value.fault(reader.kind, "there is no condition here", "write such as 'values(src.country) >= 2'");
        }
        return new When(
                String.join(" and ", text),
                List.copyOf(reader.parts),
                List.copyOf(reader.values),
                List.copyOf(reader.steps),
                reader.count);
    }

    private void comparison(YamlValue value) {
        String text = value.text().orElse("");
        Matcher counted = COUNT.matcher(text);
        Matcher distinct = VALUES.matcher(text);
        if (counted.matches()) {
            count = Math.max(count, least(counted.group(1), counted.group(2)));
        } else if (distinct.matches()) {
            long least = least(distinct.group(2), distinct.group(3));
            field(distinct.group(1), value)
                    .ifPresent(field -> values.add(new Values(field, captures.index(field), least)));
        } else {
            Where.compile(value, names, captures).ifPresent(where -> parts.add(where::holds));
            for (String name : names) {
                if (Pattern.compile("(?<![A-Za-z0-9_.-])" + Pattern.quote(name) + "(?![A-Za-z0-9_-])")
                        .matcher(text)
                        .find()) {
                    steps.add(names.indexOf(name)); // one too many does no harm
                }
            }
        }
    }

    private static long least(String sign, String number) {
        return Long.parseLong(number) + (sign.equals(">") ? 1 : 0);
    }

    private static Optional<Field> field(String name, YamlValue value) {
        Optional<Field> field = Field.of(name).filter(found -> found != Field.EVENT_TIME && found != Field.EVENT_ID);
        if (field.isEmpty()) {
            List<String> known =
                    Arrays.stream(Field.values()).map(Field::fieldName).toList();
            value.fault(
                    FaultKind.UNKNOWN_FIELD,
                    "'" + name + "' is no field whose values differ",
                    Nearest.advice(name, known));
        }
        return field;
    }

    /** Gives its text. */
    private String selections(YamlValue value) {
        Optional<YamlMap> map = value.map();
        if (map.isPresent() && names.equals(List.of(SINGLE)) && !map.get().has(SINGLE)) {
            selection(0, value);
            return value.shown();
        }
        List<String> text = new ArrayList<>();
        for (Map.Entry<String, YamlValue> entry :
                map.map(YamlMap::entries).orElse(Map.of()).entrySet()) {
            int step = names.indexOf(entry.getKey());
            if (step < 0) {
                entry.getValue()
                        .fault(
                                FaultKind.UNKNOWN_STEP,
                                "there is no step '" + entry.getKey() + "'",
                                Nearest.advice(entry.getKey(), names));
            } else {
                selection(step, entry.getValue());
            }
            text.add(entry.getKey() + ": " + entry.getValue().shown());
        }
        return String.join(", ", text);
    }

    private void selection(int step, YamlValue value) {
        Predicate predicate = Selections.one(value, lists);
        if (Chosen.fields(predicate).size() > MOST_FIELDS) {
            value.fault(kind, "more than " + MOST_FIELDS + " fields would be kept for this", "name fewer");
        } else {
            parts.add(Chosen.of(step, predicate, captures));
            steps.add(step);
        }
    }
}
