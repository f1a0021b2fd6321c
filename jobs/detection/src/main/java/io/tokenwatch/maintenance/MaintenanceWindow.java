package io.tokenwatch.maintenance;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time in which certain alerts are expected: nobody is told of them before its end. They are judged and kept as ever.
 *
 * @param from ms since the epoch, event time
 * @param until the first moment after it
 * @param tenant whose alerts; null for everybody's
 * @param rules patterns of rule ids; empty for every rule
 * @param match values of fields, of each of which the alert's key or shown evidence must have one; empty for every alert
 */
public record MaintenanceWindow(
        String name,
        String owner,
        String reason,
        long from,
        long until,
        @Nullable String tenant,
        List<Pattern> rules,
        Map<String, Set<String>> match) {
    /** Whether a change of the alert at that time (ms since the epoch, event time) is to be told at the end of this. */
    public boolean covers(Alert alert, long time) {
        return from <= time
                && time < until
                && (tenant == null || tenant.equals(alert.tenant()))
                && (rules.isEmpty()
                        || rules.stream()
                                .anyMatch(
                                        rule -> rule.matcher(alert.rule().id()).matches()))
                && match.entrySet().stream().allMatch(wanted -> has(alert, wanted.getKey(), wanted.getValue()));
    }

    private static boolean has(Alert alert, String field, Set<String> wanted) {
        if (isOne(alert.key().get(field), wanted)) {
            return true;
        }
        for (AlertEvidence evidence : alert.evidence()) {
            if (isOne(evidence.values().get(field), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOne(@Nullable Object value, Set<String> wanted) {
        return value instanceof Collection<?> many
                ? many.stream().anyMatch(one -> wanted.contains(one.toString()))
                : value != null && wanted.contains(value.toString());
    }
}
