package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How two versions of a rule differ, in what they say and in what they find. Alerts are matched by their identity.
 *
 * @param logic where the files differ; empty if they do not
 * @param appeared alerts that only the new version has, by time, then id; so are the others
 * @param vanished alerts that only the old version has
 * @param unchanged how many alerts both have and describe alike
 */
public record RuleDifference(
        String ruleId,
        Kind kind,
        List<LogicChange> logic,
        List<Alert> appeared,
        List<Alert> vanished,
        List<AlertChange> changed,
        long unchanged) {
    /** What became of the rule. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        SAME
    }

    private static final Comparator<Alert> ORDER =
            Comparator.comparingLong(Alert::time).thenComparing(Alert::id);

    static RuleDifference of(String ruleId, Kind kind, List<LogicChange> logic, List<Alert> before, List<Alert> after) {
        Map<String, Alert> old = before.stream().collect(Collectors.toMap(Alert::id, Function.identity()));
        Set<String> still = after.stream().map(Alert::id).collect(Collectors.toSet());
        List<AlertChange> changed = new ArrayList<>();
        List<Alert> appeared = new ArrayList<>();
        for (Alert alert : after) {
            Alert twin = old.get(alert.id());
            if (twin == null) {
                appeared.add(alert);
            } else {
                AlertChange.of(twin, alert).ifPresent(changed::add);
            }
        }
        appeared.sort(ORDER);
        changed.sort(Comparator.comparing(AlertChange::after, ORDER));
        List<Alert> vanished = before.stream()
                .filter(alert -> !still.contains(alert.id()))
                .sorted(ORDER)
                .toList();
        long unchanged = (long) after.size() - appeared.size() - changed.size();
        return new RuleDifference(ruleId, kind, logic, appeared, vanished, changed, unchanged);
    }

    /** Whether both versions find the same and say it alike. */
    public boolean findsTheSame() {
        return appeared.isEmpty() && vanished.isEmpty() && changed.isEmpty();
    }

    /** Whether the identity of alerts changed, so that one that is still found counts as vanished and appeared. */
    public boolean renamesAlerts() {
        return logic.stream()
                .anyMatch(change ->
                        change.path().startsWith("suppress.") || change.path().equals("correlation.group-by"));
    }
}
