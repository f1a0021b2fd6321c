package io.tokenwatch.demo;

import io.tokenwatch.demo.AlertDocument.Case;
import io.tokenwatch.demo.traffic.Planted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was planted, and what was alerted. Thread-safe. */
final class Scoreboard implements Feed.Witness {
    /** An attack, and when the broker had the record that completes it (ms since the epoch). */
    record Attack(Planted planted, long appended) {}

    /** How the alerts compare with what was planted; A = P - M + X. */
    record Result(int planted, List<Planted> missed, List<AlertDocument> extra) {
        int alerted() {
            return planted - missed.size() + extra.size();
        }

        boolean isExact() {
            return missed.isEmpty() && extra.isEmpty();
        }

        @Override
        public String toString() {
            return "planted %d, alerted %d, missed %d, extra %d"
                    .formatted(planted, alerted(), missed.size(), extra.size());
        }
    }

    private final Map<Case, Attack> attacks = new LinkedHashMap<>();
    private final Set<Case> alerted = new LinkedHashSet<>();
    private final Latencies latencies = new Latencies();

    @Override
    public synchronized void completed(Planted attack, long appended) {
        attacks.putIfAbsent(Case.of(attack), new Attack(attack, appended));
    }

    /**
     * Notes an alert that a search has returned.
     *
     * @param found when, milliseconds since the epoch
     * @return how long that was after the append, if it is the first for a planted attack
     */
    synchronized OptionalLong found(AlertDocument alert, long found) {
        Attack attack = attacks.get(alert.about());
        if (alert.isWithdrawn() || !alerted.add(alert.about()) || attack == null) {
            return OptionalLong.empty();
        }
        latencies.add(found - attack.appended());
        return OptionalLong.of(found - attack.appended());
    }

    synchronized @Nullable Planted planted(AlertDocument alert) {
        Attack attack = attacks.get(alert.about());
        return attack == null ? null : attack.planted();
    }

    synchronized int plantedCount() {
        return attacks.size();
    }

    /** Whether each attack so far has been alerted. */
    synchronized boolean isComplete() {
        return alerted.containsAll(attacks.keySet());
    }

    synchronized String latencies() {
        return latencies.toString();
    }

    /** Compares the alerts that stand with the attacks whose last record the broker had before that time. */
    synchronized Result compare(Collection<AlertDocument> standing, long before) {
        Set<Case> stands = new LinkedHashSet<>();
        List<AlertDocument> extra = new ArrayList<>();
        for (AlertDocument alert : standing) {
            if (stands.add(alert.about()) && !attacks.containsKey(alert.about())) {
                extra.add(alert);
            }
        }
        List<Planted> missed = new ArrayList<>();
        int planted = 0;
        for (Map.Entry<Case, Attack> attack : attacks.entrySet()) {
            boolean counts = attack.getValue().appended() < before || stands.contains(attack.getKey());
            planted += counts ? 1 : 0;
            if (counts && !stands.contains(attack.getKey())) {
                missed.add(attack.getValue().planted());
            }
        }
        return new Result(planted, missed, extra);
    }
}
