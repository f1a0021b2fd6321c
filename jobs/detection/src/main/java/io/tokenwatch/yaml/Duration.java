package io.tokenwatch.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as rules write them: a whole number and a unit, such as {@code 30s}. */
public final class Duration {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d|w)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Duration() {}

    /** In milliseconds; empty if the text is no duration, or longer than a thousand years. */
    public static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(form.group(1));
        long unit = UNITS.getOrDefault(form.group(2), 1L);
        return count > 365_000L * 86_400_000L / unit ? Optional.empty() : Optional.of(count * unit);
    }

    /** The shortest exact form of a number of milliseconds, such as {@code 31s}, {@code 1m30s} or {@code 1.5s}. */
    public static String text(long millis) {
        if (millis < 0) {
            return "-" + text(-millis);
        }
        StringBuilder out = new StringBuilder();
        whole(out, millis / DAY, 'd');
        whole(out, millis % DAY / HOUR, 'h');
        whole(out, millis % HOUR / MINUTE, 'm');
        long rest = millis % MINUTE;
        if (rest > 0 || out.isEmpty()) {
            String fraction =
                    rest % 1000 == 0 ? "" : ("." + (1000 + rest % 1000 + "").substring(1)).replaceAll("0+$", "");
            out.append(rest / 1000).append(fraction).append('s');
        }
        return out.toString();
    }

    private static void whole(StringBuilder out, long count, char unit) {
        if (count > 0) {
            out.append(count).append(unit);
        }
    }
}
