package io.tokenwatch.sample;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that happens again and again, and the product writes down.
 *
 * @param log which of the product's records it writes
 * @param at when it begins, in milliseconds from the beginning
 * @param every milliseconds from one time to the next
 * @param times how often; 0 for as long as the log goes on
 * @param burst how many of it there are each time, one every {@code apart} milliseconds
 * @param values what the record says of it
 */
record Act(String log, long at, long every, int times, int burst, long apart, Map<String, List<String>> values) {
    private static final long DAY = 86_400_000L;
    private static final Set<String> OWN = Set.of("log", "at", "every", "times", "burst", "apart");

    static Act of(YamlMap map) {
        Map<String, List<String>> values = new TreeMap<>();
        map.entries().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                values.put(
                        name,
                        value.list().stream()
                                .flatMap(one -> one.text().stream())
                                .toList());
            }
        });
        return new Act(
                map.required("log", "issue").flatMap(YamlValue::text).orElse(""),
                map.duration("at", 0),
                map.duration("every", DAY),
                (int) map.number("times", 1),
                (int) map.number("burst", 1),
                map.duration("apart", 1_000),
                values);
    }

    /** The same, but for what is said of it here. */
    Act with(Map<String, List<String>> changed) {
        Map<String, List<String>> all = new TreeMap<>(values);
        all.putAll(changed);
        return new Act(log, at, every, times, burst, apart, all);
    }

    /** When it happens for the last time; its beginning if it goes on and on. */
    long last() {
        return at + every * Math.max(0, times - 1) + apart * (burst - 1);
    }
}
