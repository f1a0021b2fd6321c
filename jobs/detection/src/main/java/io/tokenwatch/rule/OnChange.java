package io.tokenwatch.rule;

/** What a change of a rule's shape (all that shapes its state) does, when a new pack brings it. */
public enum OnChange {
    /** The new shape starts without state; the old one's state is given up, so that going back starts without state too. */
    RESET,
    /** The new shape starts without state; the old one's state ages out, so that going back soon finds it. */
    KEEP,
    /** The new shape would be fed with the events before it. Not yet: such a pack is refused. */
    BACKFILL
}
