package io.tokenwatch.replay;

import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.sort.Sorter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the events as they are read, and keeps those that a rule selects; of the others only that they were there. One thread. */
final class Intake {
    private final Admission admission;
    private final Sorter sorter;
    private final Counts counts = new Counts();
    private final TreeMap<String, Long> types = new TreeMap<>();
    private long taken;

    /** @param routers of the rules that decide what is kept */
    Intake(List<PackRouter> routers, ReplaySettings settings, Sorter sorter) {
        this.admission = new Admission(settings, routers);
        this.sorter = sorter;
    }

    void event(TokenEvent event) {
        if (!admission.admits(event, counts)) {
            return;
        }
        taken++;
        count(Objects.requireNonNullElse(event.text(Field.EVENT_TYPE), ""), 1);
        try {
            sorter.add(event, admission.foresees(event));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sort events on disk: " + e.getMessage(), e);
        }
    }

    private void count(String type, long more) {
        BoundedCounts.add(types, type, more, Counts.MOST_TYPES);
    }

    /** Takes over what another has counted; what it has kept stays with its sorter. */
    void add(Intake other) {
        counts.add(other.counts);
        taken += other.taken;
        other.types.forEach(this::count);
    }

    Counts counts() {
        return counts;
    }

    /** How many events of the period there were, copies included. */
    long taken() {
        return taken;
    }

    SortedMap<String, Long> eventTypes() {
        return types;
    }
}
