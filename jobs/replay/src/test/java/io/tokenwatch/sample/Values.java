package io.tokenwatch.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ${name}} and {@code ${name|form}} stand for in a record: the value of the act, of the place where it is done, or of the product, in
 * which further names may stand. {@code ${time}} is when it happens, {@code ${time+1h|seconds}} an hour later in seconds.
 */
final class Values {
    private static final Pattern NAME =
            Pattern.compile("\\$\\{(?<name>[a-z_.]+)((?<sign>[+-])(?<shift>[0-9]+[a-z]+))?(\\|(?<form>[a-z]+))?}");
    private static final int DEEPEST = 8;

    private final List<Map<String, List<String>>> scopes;
    private final Instant time;
    private final long number;
    private final String id;

    /**
     * @param scopes the first that knows a name counts; of several values each has its turn
     * @param number which of its repetitions the act is in
     */
    Values(List<Map<String, List<String>>> scopes, Instant time, long number, String id) {
        this.scopes = scopes;
        this.time = time;
        this.number = number;
        this.id = id;
    }

    /** @throws IllegalArgumentException if nothing is known by a name */
    String fill(String template) {
        return fill(template, 0);
    }

    private String fill(String template, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("a name stands for itself in " + template);
        }
        Matcher matcher = NAME.matcher(template);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(value(matcher, depth)));
    }

    private String value(Matcher name, int depth) {
        String form = name.group("form");
        if (name.group("name").equals("time")) {
            long shift = name.group("shift") == null
                    ? 0
                    : Duration.parse(name.group("shift")).orElseThrow();
            Instant at = time.plusMillis("-".equals(name.group("sign")) ? -shift : shift);
            return time(at, form == null ? "millisecond" : form);
        }
        String text = fill(plain(name.group("name")), depth + 1);
        if (form == null) {
            return text;
        }
        return switch (form) {
            case "guid" -> UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "hex" ->
                UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString().replace("-", "");
            case "spaced" -> text.replace(",", " ");
            case "quoted" -> '"' + text.replace(",", "\",\"") + '"';
            default -> throw new IllegalArgumentException("no form " + form);
        };
    }

    private String plain(String name) {
        if (name.equals("n")) {
            return String.valueOf(number);
        }
        if (name.equals("id")) {
            return id;
        }
        for (Map<String, List<String>> scope : scopes) {
            List<String> values = scope.get(name);
            if (values != null) {
                return values.get((int) (number % values.size()));
            }
        }
        throw new IllegalArgumentException("nothing is known by the name " + name);
    }

    private static String time(Instant at, String form) {
        return switch (form) {
            case "millisecond" -> pattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", at);
            case "second" -> at.truncatedTo(ChronoUnit.SECONDS).toString();
            case "unzoned" -> pattern("uuuu-MM-dd'T'HH:mm:ss", at);
            case "local" -> pattern("uuuu-MM-dd HH:mm:ss,SSS", at);
            case "cef" -> pattern("MMM dd uuuu HH:mm:ss.SSS", at);
            case "syslog" -> pattern("MMM ppd HH:mm:ss", at);
            case "american" -> pattern("MMM d, uuuu, h:mm:ss a", at);
            case "millis" -> String.valueOf(at.toEpochMilli());
            case "seconds" -> String.valueOf(at.getEpochSecond());
            case "nanos" -> at.toEpochMilli() + "000000";
            default -> throw new IllegalArgumentException("no form of time " + form);
        };
    }

    private static String pattern(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(at);
    }
}
