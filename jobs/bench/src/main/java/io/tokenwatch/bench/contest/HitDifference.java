package io.tokenwatch.bench.contest;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a contestant missed and what it made up, measured by the oracle. */
public record HitDifference(Set<Hit> missed, Set<Hit> extra) {
    private static final int SHOWN = 10;

    public static HitDifference between(Set<Hit> oracle, Set<Hit> contestant) {
        Set<Hit> missed = new TreeSet<>(oracle);
        missed.removeAll(contestant);
        Set<Hit> extra = new TreeSet<>(contestant);
        extra.removeAll(oracle);
        return new HitDifference(missed, extra);
    }

    public boolean isEmpty() {
        return missed.isEmpty() && extra.isEmpty();
    }

    /** Counts in full, and the first few of each kind. */
    @Override
    public String toString() {
        return "missed " + first(missed) + ", extra " + first(extra);
    }

    private static String first(Set<Hit> hits) {
        String some = hits.stream()
                .limit(SHOWN)
                .map(hit -> hit.detection() + ' ' + hit.key())
                .collect(Collectors.joining(", "));
        return hits.isEmpty() ? "0" : hits.size() + " (" + some + (hits.size() > SHOWN ? ", …)" : ")");
    }
}
