package io.tokenwatch.maintenance;

import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one maintenance window. */
final class WindowReader {
    /** A window that does not end is an exception, which has a place of its own. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final Pattern RULE = Pattern.compile("[a-z0-9*-]{1,100}");

    private final YamlMap map;

    WindowReader(YamlMap map) {
        this.map = map;
    }

    /** Empty after a fault. */
    Optional<MaintenanceWindow> read() {
        String name = needed("name", "key rotation");
        String owner = needed("owner", "platform team");
        String reason = needed("reason", "why alerts are expected");
        long from = time("from", "2026-03-01T22:00:00Z");
        long until = time("until", "2026-03-02T02:00:00Z");
        String tenant = map.get("tenant").flatMap(YamlValue::text).orElse(null);
        List<Pattern> rules = map.get("rules").map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> rule(value).stream())
                .toList();
        Map<String, Set<String>> match = match();
        map.refuseOthers();
        if (from == Long.MIN_VALUE || until == Long.MIN_VALUE) {
            return Optional.empty();
        }
        if (until <= from || until - from > LONGEST.toMillis()) {
            map.fault(
                    until <= from ? "the window ends before it begins" : "the window is longer than 31 days",
                    "write an 'until' after 'from'; for longer, make an exception in rules/lists");
            return Optional.empty();
        }
        return Optional.of(new MaintenanceWindow(name, owner, reason, from, until, tenant, rules, match));
    }

    private String needed(String key, String example) {
        return map.required(key, example).flatMap(YamlValue::text).orElse("");
    }

    private long time(String key, String example) {
        Optional<YamlValue> value = map.required(key, example);
        String text = value.flatMap(YamlValue::text).orElse("");
        if (text.isEmpty()) {
            return Long.MIN_VALUE;
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            value.ifPresent(at -> at.fault("'" + text + "' is no time", "write such as " + example));
            return Long.MIN_VALUE;
        }
    }

    private static Optional<Pattern> rule(YamlValue value) {
        String text = value.text().orElse("");
        if (!RULE.matcher(text).matches()) {
            value.fault("'" + text + "' is no rule id", "write one such as issuer-failing, or key-*");
            return Optional.empty();
        }
        return Optional.of(Pattern.compile(
                Arrays.stream(text.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining("[a-z0-9-]*"))));
    }

    private Map<String, Set<String>> match() {
        Map<String, Set<String>> match = new TreeMap<>();
        Map<String, YamlValue> entries =
                map.get("match").flatMap(YamlValue::map).map(YamlMap::entries).orElse(Map.of());
        entries.forEach((name, value) -> {
            if (Field.of(name).isEmpty()) {
                value.fault("'" + name + "' is no field", Nearest.advice(name, names()));
            }
            match.put(
                    name,
                    value.list().stream().flatMap(one -> one.text().stream()).collect(Collectors.toSet()));
        });
        return match;
    }

    private static Set<String> names() {
        return Arrays.stream(Field.values()).map(Field::fieldName).collect(Collectors.toCollection(TreeSet::new));
    }
}
