package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One alert, by its identity, that two sets of rules describe differently.
 *
 * @param what which of its parts: level, time, last_time, count, truncated, why, evidence
 */
public record AlertChange(Alert before, Alert after, List<String> what) {
    /** Empty if they say the same. */
    static Optional<AlertChange> of(Alert before, Alert after) {
        List<String> what = new ArrayList<>();
        add(what, "level", before.level() == after.level());
        add(what, "time", before.time() == after.time());
        add(what, "last_time", before.lastTime() == after.lastTime());
        add(what, "count", before.count() == after.count() && before.estimated() == after.estimated());
        add(what, "truncated", before.truncated() == after.truncated());
        add(what, "why", seen(before).equals(seen(after)));
        add(what, "evidence", events(before).equals(events(after)));
        return what.isEmpty() ? Optional.empty() : Optional.of(new AlertChange(before, after, what));
    }

    private static void add(List<String> what, String part, boolean same) {
        if (!same) {
            what.add(part);
        }
    }

    /** What was seen, without the bounds that it met: those are the rule's. */
    private static List<String> seen(Alert alert) {
        return alert.facts().stream()
                .map(fact -> fact.feature() + " " + fact.observed())
                .toList();
    }

    /** Which events are shown, and in which role; not what is shown of each, which is a matter of taste. */
    private static List<String> events(Alert alert) {
        return alert.evidence().stream().map(AlertChange::event).toList();
    }

    private static String event(AlertEvidence evidence) {
        return evidence.time() + " " + evidence.role() + " " + evidence.eventId();
    }
}
