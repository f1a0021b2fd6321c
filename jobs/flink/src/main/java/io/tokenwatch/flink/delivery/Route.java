package io.tokenwatch.flink.delivery;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.rule.Level;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which changes of which alerts are told to whom.
 *
 * @param name such as {@code page} or {@code ticket}
 * @param rules ids, {@code *} standing for any text; empty: all
 * @param tenants as {@code rules}
 * @param learning whether to tell what rests on a baseline that is not complete yet
 * @param to names of deliveries
 */
public record Route(
        String name,
        Set<Change> changes,
        Set<Level> levels,
        List<String> rules,
        List<String> tenants,
        boolean learning,
        List<String> to)
        implements Serializable {
    /** What people want to hear of; the others only say that a known alert has grown or gone. */
    public static final Set<Change> TOLD = EnumSet.of(Change.OPENED, Change.ESCALATED, Change.REOPENED);

    public Route {
        changes = changes.isEmpty() ? EnumSet.noneOf(Change.class) : EnumSet.copyOf(changes);
        levels = levels.isEmpty() ? EnumSet.noneOf(Level.class) : EnumSet.copyOf(levels);
        rules = List.copyOf(rules);
        tenants = List.copyOf(tenants);
        to = List.copyOf(to);
    }

    /** @param warm whether the alert's ground was fully observed, see {@link Alert#warm} */
    boolean takes(Alert alert, Change change, boolean warm) {
        // What late events can only confirm stands, however little was observed before.
        boolean grounded = warm || learning || !alert.rule().detector().withdrawable();
        return grounded
                && changes.contains(change)
                && levels.contains(alert.level())
                && matches(rules, alert.rule().id())
                && matches(tenants, alert.tenant());
    }

    private static boolean matches(List<String> globs, String value) {
        return globs.isEmpty() || globs.stream().anyMatch(glob -> matches(glob, value));
    }

    private static boolean matches(String glob, String value) {
        return glob.equals(value)
                || (glob.contains("*") && pattern(glob).matcher(value).matches());
    }

    private static Pattern pattern(String glob) {
        String regex = Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
