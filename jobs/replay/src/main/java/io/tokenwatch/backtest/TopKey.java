package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A key that a rule alerted on.
 *
 * @param key as the alerts have it: field names and values
 * @param events distinct events that completed a finding, over all its alerts
 */
public record TopKey(String tenant, SortedMap<String, Object> key, long alerts, long events) {
    private record Identity(String tenant, String key) {}

    /** Every key of the alerts: those with most alerts first, then most events, then by tenant and key. */
    static List<TopKey> of(List<Alert> alerts) {
        Map<Identity, TopKey> keys =
                new TreeMap<>(Comparator.comparing(Identity::tenant).thenComparing(Identity::key));
        for (Alert alert : alerts) {
            TopKey one = new TopKey(alert.tenant(), alert.key(), 1, alert.count());
            keys.merge(new Identity(alert.tenant(), alert.key().toString()), one, TopKey::plus);
        }
        List<TopKey> sorted = new ArrayList<>(keys.values());
        sorted.sort(Comparator.comparingLong(TopKey::alerts)
                .thenComparingLong(TopKey::events)
                .reversed());
        return sorted;
    }

    private TopKey plus(TopKey other) {
        return new TopKey(tenant, key, alerts + other.alerts, events + other.events);
    }
}
