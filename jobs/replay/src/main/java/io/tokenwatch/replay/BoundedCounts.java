package io.tokenwatch.replay;

import java.util.Map;

/** Counts by names that come from outside, of which there may be any number. */
public final class BoundedCounts {
    private static final String OTHERS = "(others)";

    private BoundedCounts() {}

    /** @param most so many names are told apart; what comes under further ones is counted together */
    public static void add(Map<String, Long> counts, String name, long more, int most) {
        boolean room = counts.size() < most || counts.containsKey(name);
        counts.merge(room ? name : OTHERS, more, Long::sum);
    }
}
