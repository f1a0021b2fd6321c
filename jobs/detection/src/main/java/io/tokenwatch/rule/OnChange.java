package io.tokenwatch.rule;

/** What a change of a rule's shape (all that shapes its state) does, when a new pack brings it. */
public enum OnChange {
    /** The new shape starts without state; the old one's state is given up, so that going back starts without state too. */
    RESET,
    /** The new shape starts without state; the old one's state ages out, so that going back soon finds it. */
    KEEP,
    /** The new shape, or a new rule, starts with a state made of all events before it that can be had; the old one's state ages out. */
    BACKFILL
}
