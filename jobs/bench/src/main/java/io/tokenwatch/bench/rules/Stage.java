package io.tokenwatch.bench.rules;

import java.util.Locale;

/** How much of the way of an event is measured. */
public enum Stage {
    /** Events that are parsed already are matched with the rules, and records made for the keys. */
    MATCH(1_024),
    /** Lines of JSON are read, then as {@link #MATCH}: what a source task does. */
    READ(100_000),
    /**
     * As {@link #ALL} but for the reading: lines are read some dozen at a time, which is not counted, so that their events come from the processor's
     * cache, as a live job's do.
     */
    JUDGE(100_000),
    /** Lines are read, matched and judged: all that a live job does with an event, but for network and RocksDB. */
    ALL(100_000);

    /** Different events: for matching alone as many as a processor's cache holds, since a live job's event comes from there. */
    private final int events;

    Stage(int events) {
        this.events = events;
    }

    int events() {
        return events;
    }

    /** Whether lines are read. */
    boolean reads() {
        return this != MATCH;
    }

    /** Whether reading them counts. */
    boolean countsReading() {
        return this != JUDGE;
    }

    boolean judges() {
        return this == JUDGE || this == ALL;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
