package io.tokenwatch.connector.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads where a value comes from: a pointer, a text with pointers in braces, a constant, a list of those of which the first counts, or {@code
 * {from: …}} with what is to be done with it.
 */
final class OriginReader {
    private static final int LONGEST_PATTERN = 512;
    private static final Pattern BRACES = Pattern.compile("\\{((?:\\.{0,2}/)[^}]*)\\}");

    private final Location.All locations;

    OriginReader(Location.All locations) {
        this.locations = locations;
    }

    /** Null, also as YAML's core schema lets people write it. */
    static boolean isNothing(YamlValue value) {
        return value.isNull()
                || (value.isScalar()
                        && !value.isQuoted()
                        && value.text().orElse("").equals("~"));
    }

    Optional<Origin> read(YamlValue value) {
        if (value.isList()) {
            List<Origin> origins =
                    value.list().stream().flatMap(one -> read(one).stream()).toList();
            return Optional.of(new Origin.FirstOf(origins));
        }
        if (value.isMap()) {
            return value.map().flatMap(this::read);
        }
        return value.text().flatMap(text -> scalar(text, value));
    }

    private Optional<Origin> scalar(String text, YamlValue value) {
        try {
            return Optional.of(
                    Location.is(text)
                            ? new Origin.At(locations.of(text))
                            : BRACES.matcher(text).find() ? template(text) : new Origin.Constant(text));
        } catch (IllegalArgumentException e) {
            value.fault(String.valueOf(e.getMessage()), "such as /actor/id");
            return Optional.empty();
        }
    }

    private Origin template(String text) {
        List<Origin> parts = new ArrayList<>();
        var matcher = BRACES.matcher(text);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                parts.add(new Origin.Constant(text.substring(at, matcher.start())));
            }
            parts.add(new Origin.At(locations.of(matcher.group(1))));
            at = matcher.end();
        }
        if (at < text.length()) {
            parts.add(new Origin.Constant(text.substring(at)));
        }
        return new Origin.Template(parts);
    }

    private Optional<Origin> read(YamlMap map) {
        Optional<Origin> from = map.required("from", "/actor/id").flatMap(this::read);
        Optional<Pattern> find = map.get("find").flatMap(OriginReader::pattern);
        Optional<String> split = map.get("split").flatMap(YamlValue::text);
        Optional<Map<String, String>> words =
                map.get("words").flatMap(YamlValue::map).map(OriginReader::words);
        Optional<Origin> otherwise = map.get("otherwise").flatMap(this::read);
        Optional<TimeForm> time = map.get("time").flatMap(OriginReader::time);
        boolean lower = map.text("lower", "false").equals("true");
        boolean country = map.text("country", "false").equals("true");
        boolean secret = map.text("secret", "false").equals("true");
        map.refuseOthers();
        return from.map(origin -> {
            Origin read = find.map(pattern -> (Origin) new Origin.Found(origin, pattern))
                    .orElse(origin);
            Origin pieces = split.map(by -> (Origin) new Origin.Split(read, by)).orElse(read);
            Origin cased = lower ? new Origin.LowerCase(pieces) : pieces;
            Origin ours = words.isPresent() || otherwise.isPresent()
                    ? new Origin.Translated(cased, words.orElse(Map.of()), otherwise.orElse(null))
                    : cased;
            Origin place = country ? new Origin.Country(ours) : ours;
            Origin hidden = secret ? new Origin.Secret(place) : place;
            return time.map(form -> (Origin) new Origin.Time(hidden, form)).orElse(hidden);
        });
    }

    private static Map<String, String> words(YamlMap map) {
        Map<String, String> words = new TreeMap<>();
        map.entries().forEach((theirs, ours) -> {
            Optional<String> word = isNothing(ours) ? Optional.of("") : ours.text();
            word.ifPresent(text -> words.put(theirs.toLowerCase(Locale.ROOT), text));
        });
        return words;
    }

    private static Optional<Pattern> pattern(YamlValue value) {
        Optional<String> text = value.text();
        try {
            if (text.isPresent() && text.get().length() > LONGEST_PATTERN) {
                value.fault(
                        FaultKind.BAD_PATTERN,
                        "a pattern has at most " + LONGEST_PATTERN + " characters",
                        "shorten it");
                return Optional.empty();
            }
            return text.map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            value.fault(FaultKind.BAD_PATTERN, "this is no pattern: " + e.getDescription(), "write it as RE2 has it");
            return Optional.empty();
        }
    }

    private static Optional<TimeForm> time(YamlValue value) {
        Optional<String> text = value.text();
        try {
            return text.map(TimeForm::of);
        } catch (IllegalArgumentException e) {
            value.fault(
                    FaultKind.BAD_MAPPING,
                    "this is no form of time",
                    "write iso, seconds, millis, micros, nanos, or a pattern such as 'MMM d yyyy HH:mm:ss'");
            return Optional.empty();
        }
    }
}
