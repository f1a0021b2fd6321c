package io.tokenwatch.replay.report;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an alert names, in its key and in the evidence that it shows. */
final class Named {
    private Named() {}

    /** Each value of the field once, in order. */
    static Set<String> all(Alert alert, String field) {
        Set<String> values = new LinkedHashSet<>();
        add(values, alert.key().get(field));
        for (AlertEvidence evidence : alert.evidence()) {
            add(values, evidence.values().get(field));
        }
        return values;
    }

    /** The autonomous systems, and where none is known the addresses. */
    static Set<String> networks(Alert alert) {
        Set<String> systems = new LinkedHashSet<>();
        all(alert, "src.asn").forEach(number -> systems.add("AS" + number));
        return systems.isEmpty() ? all(alert, "src.ip") : systems;
    }

    private static void add(Set<String> values, @Nullable Object value) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> values.add(one.toString()));
        } else if (value != null) {
            values.add(value.toString());
        }
    }
}
