package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a correlation holds, and why. Identified by the event that completed it.
 *
 * @param time when it began to hold: the time of the last event of its evidence, milliseconds since the epoch
 * @param trigger the event that completed it
 * @param count how many distinct events completed it; 1 unless the detector reports a whole window at once
 * @param estimated whether the count is an estimate
 * @param evidence all events that take part, the trigger included
 * @param facts what was seen and what was needed
 * @param finalAt the horizon (see {@link Detector#forget}) from which on nothing can change this finding
 * @param seenFrom it counts only where its teller has told everything since then, see {@link Observed}, because it says that
 *     something did not happen before, or how much did not; {@link Long#MAX_VALUE} if it says no such thing
 * @param seenTo and where everything up to then was observed; {@link Long#MIN_VALUE} if it says no such thing
 * @param teller on whose telling it rests, see {@link Telling}; null if the event names nobody
 */
public record Finding(
        long time,
        Evidence trigger,
        long count,
        boolean estimated,
        List<Evidence> evidence,
        List<Fact> facts,
        long finalAt,
        long seenFrom,
        long seenTo,
        @Nullable String teller) {
    /** One that rests on nothing but events that happened. */
    public Finding(
            long time,
            Evidence trigger,
            long count,
            boolean estimated,
            List<Evidence> evidence,
            List<Fact> facts,
            long finalAt) {
        this(time, trigger, count, estimated, evidence, facts, finalAt, Long.MAX_VALUE, Long.MIN_VALUE, null);
    }

    /** Whether it says nothing of what did not happen. */
    public boolean isPlain() {
        return seenFrom == Long.MAX_VALUE && seenTo == Long.MIN_VALUE;
    }

    /** A finding that one event completed: final when no event at or before its time can still come. */
    public static Finding of(Evidence trigger, List<Evidence> evidence, List<Fact> facts) {
        return new Finding(trigger.time(), trigger, 1, false, evidence, facts, trigger.time() + 1);
    }
}
