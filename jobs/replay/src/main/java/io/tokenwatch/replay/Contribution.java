package io.tokenwatch.replay;

import io.tokenwatch.engine.Routed;
import java.util.Comparator;

/**
 * What one event says to one key, and which copy of the event said it.
 *
 * @param id as {@link SeenEvents#id}
 * @param content as {@link SeenEvents#content}
 */
record Contribution(Routed routed, long id, long content) {
    /** By event time, then event: an order that does not depend on the files. */
    static final Comparator<Contribution> ORDER = Comparator.<Contribution>comparingLong(c -> c.routed.time)
            .thenComparingLong(c -> c.routed.hash);
}
