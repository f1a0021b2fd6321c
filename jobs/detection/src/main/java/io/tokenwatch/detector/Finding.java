package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import java.util.List;

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
 */
public record Finding(
        long time,
        Evidence trigger,
        long count,
        boolean estimated,
        List<Evidence> evidence,
        List<Fact> facts,
        long finalAt) {
    /** A finding that one event completed: final when no event at or before its time can still come. */
    public static Finding of(Evidence trigger, List<Evidence> evidence, List<Fact> facts) {
        return new Finding(trigger.time(), trigger, 1, false, evidence, facts, trigger.time() + 1);
    }
}
