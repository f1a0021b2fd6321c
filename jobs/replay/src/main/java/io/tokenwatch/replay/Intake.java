package io.tokenwatch.replay;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.SeenEvents.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the events as they are read, and keeps those that a rule matches; of the others it keeps the id. */
public final class Intake {
    /** Beyond this many, further types of skipped records are counted together. */
    private static final int MOST_TYPES = 1_000;

    private final List<PackRouter> routers;
    private final ReplaySettings settings;
    private final SeenEvents seen = new SeenEvents();
    private final EventCodec codec = new EventCodec();
    private final List<KeptEvent> kept = new ArrayList<>();
    private boolean matched;
    private final TreeMap<String, Long> skipped = new TreeMap<>();
    private long records;
    private long duplicates;
    private long outside;
    private final TreeMap<String, Long> types = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** @param routers of the rules that decide what is kept */
    Intake(List<PackRouter> routers, ReplaySettings settings) {
        this.routers = routers;
        this.settings = settings;
    }

    void event(TokenEvent event) {
        records++;
        if (!settings.covers(event.eventTime())) {
            outside++;
            return;
        }
        note(event);
        settings.network().fill(event);
        // How an event came here must not be seen in what is found.
        event.set(Field.INGEST_TIME, TokenEvent.ABSENT);
        event.set(Field.RAW_REF, "");
        long id = seen.id(event);
        long content = seen.content(event);
        Copy copy = seen.add(id, content);
        if (copy != Copy.FIRST) {
            duplicates++;
        }
        if ((copy == Copy.FIRST || copy == Copy.BETTER) && matches(event)) {
            kept.add(new KeptEvent(event.eventTime(), id, content, codec.encode(event)));
        }
    }

    private boolean matches(TokenEvent event) {
        matched = false;
        for (PackRouter router : routers) {
            if (!matched) {
                router.route(event, 0, routed -> matched = true);
            }
        }
        return matched;
    }

    private void note(TokenEvent event) {
        first = Math.min(first, event.eventTime());
        last = Math.max(last, event.eventTime());
        types.merge(Objects.requireNonNullElse(event.text(Field.EVENT_TYPE), ""), 1L, Long::sum);
    }

    void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Skipped what) {
            records++;
            skipped(skipped, what.nativeType(), 1);
        }
    }

    /** Counts records of a type, as long as there is room for types. */
    public static void skipped(SortedMap<String, Long> counts, String type, long records) {
        boolean room = counts.size() < MOST_TYPES || counts.containsKey(type);
        counts.merge(room ? type : "(others)", records, Long::sum);
    }

    void deadLetter() {
        records++;
    }

    /** What is to be judged, in order. */
    List<KeptEvent> kept() {
        kept.removeIf(event -> !seen.counts(event.id(), event.content()));
        kept.sort(KeptEvent.ORDER);
        return kept;
    }

    void restore(KeptEvent event, TokenEvent into) {
        codec.decode(event.fields(), into);
    }

    long records() {
        return records;
    }

    long judged() {
        return seen.size();
    }

    long duplicates() {
        return duplicates;
    }

    long conflicts() {
        return seen.conflicts();
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
