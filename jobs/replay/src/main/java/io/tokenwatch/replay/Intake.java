package io.tokenwatch.replay;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.SeenEvents.Copy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes the events as they are read, and keeps of each only what rules need: an event that no rule matches costs its id. */
final class Intake {
    /** Beyond this many, further types of skipped records are counted together. */
    private static final int MOST_TYPES = 1_000;

    private final Router router;
    private final ReplaySettings settings;
    private final SeenEvents seen = new SeenEvents();
    private final List<Contribution> contributions = new ArrayList<>();
    private final TreeMap<String, Long> skipped = new TreeMap<>();
    private long records;
    private long duplicates;
    private long outside;

    Intake(Router router, ReplaySettings settings) {
        this.router = router;
        this.settings = settings;
    }

    void event(TokenEvent event) {
        records++;
        if (!settings.covers(event.eventTime())) {
            outside++;
            return;
        }
        // How an event came here must not be seen in what is found.
        event.set(Field.INGEST_TIME, TokenEvent.ABSENT);
        event.set(Field.RAW_REF, "");
        long id = seen.id(event);
        long content = seen.content(event);
        Copy copy = seen.add(id, content);
        if (copy != Copy.FIRST) {
            duplicates++;
        }
        if (copy == Copy.FIRST || copy == Copy.BETTER) {
            router.route(event, 0, routed -> contributions.add(new Contribution(routed.copy(), id, content)));
        }
    }

    void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Skipped what) {
            records++;
            String type = what.nativeType();
            boolean room = skipped.size() < MOST_TYPES || skipped.containsKey(type);
            skipped.merge(room ? type : "(others)", 1L, Long::sum);
        }
    }

    void deadLetter() {
        records++;
    }

    /** What is to be judged, in order. */
    List<Contribution> contributions() {
        contributions.removeIf(c -> !seen.counts(c.id(), c.content()));
        contributions.sort(Contribution.ORDER);
        return contributions;
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
}
