package io.tokenwatch.replay;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.sort.Sorter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the events as they are read, and keeps those that a rule selects; of the others only that they were there. One thread. */
public final class Intake {
    /** Beyond this many, further types of skipped records are counted together. */
    public static final int MOST_TYPES = 1_000;

    private final List<PackRouter> routers;
    private final ReplaySettings settings;
    private final NetworkFacts network;
    private final Sorter sorter;
    private final TreeMap<String, Long> skipped = new TreeMap<>();
    private long records;
    private long outside;
    private long taken;
    private final TreeMap<String, Long> types = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param routers of the rules that decide what is kept */
    Intake(List<PackRouter> routers, ReplaySettings settings, Sorter sorter) {
        this.routers = routers;
        this.settings = settings;
        this.network = settings.network().another();
        this.sorter = sorter;
    }

    void event(TokenEvent event) {
        records++;
        if (!settings.covers(event.eventTime())) {
            outside++;
            return;
        }
        taken++;
        note(event);
        network.fill(event);
        // How an event came here must not be seen in what is found.
        event.set(Field.INGEST_TIME, TokenEvent.ABSENT);
        event.set(Field.RAW_REF, "");
        try {
            sorter.add(event, isSelected(event));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sort events on disk: " + e.getMessage(), e);
        }
    }

    private boolean isSelected(TokenEvent event) {
        boolean any = false;
        for (PackRouter router : routers) {
            any |= router.foresee(event);
        }
        return any;
    }

    private void note(TokenEvent event) {
        first = Math.min(first, event.eventTime());
        last = Math.max(last, event.eventTime());
        count(types, Objects.requireNonNullElse(event.text(Field.EVENT_TYPE), ""), 1);
    }

    void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Skipped what) {
            records++;
            count(skipped, what.nativeType(), 1);
        }
    }

    void deadLetter() {
        records++;
    }

    private static void count(Map<String, Long> types, String type, long more) {
        BoundedCounts.add(types, type, more, MOST_TYPES);
    }

    /** Takes over what another has counted; what it has kept stays with its sorter. */
    void add(Intake other) {
        records += other.records;
        outside += other.outside;
        taken += other.taken;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
        other.skipped.forEach((type, count) -> count(skipped, type, count));
        other.types.forEach((type, count) -> count(types, type, count));
    }

    long records() {
        return records;
    }

    /** How many events of the period there were, copies included. */
    long taken() {
        return taken;
    }

    long outside() {
        return outside;
    }

    SortedMap<String, Long> skipped() {
        return skipped;
    }

    SortedMap<String, Long> eventTypes() {
        return types;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
