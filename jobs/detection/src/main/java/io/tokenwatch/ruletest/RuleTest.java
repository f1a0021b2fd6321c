package io.tokenwatch.ruletest;

import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One test of a rule.
 *
 * @param given the events, in the order in which they arrive
 * @param observed instants (ms since the epoch) that the run reaches to beside those of the events: what has not happened
 *     between the earliest and the latest of them all, has not happened
 * @param expect the alerts, all of them, in order of their time, then of their key
 */
public record RuleTest(String name, List<TokenEvent> given, List<Long> observed, List<Expected> expect) {
    /** The instant from which a test's offsets count: a Monday, 00:00 UTC. Milliseconds since the epoch. */
    public static final long ZERO = 1_767_571_200_000L;

    /**
     * An alert, as far as the author cares.
     *
     * @param at its time, milliseconds since the epoch
     * @param key values by field name
     * @param evidence observed values by feature, see {@link io.tokenwatch.detector.Fact}
     */
    public record Expected(
            Optional<Long> at,
            Map<String, String> key,
            Map<String, String> evidence,
            Optional<Long> count,
            Optional<String> level) {}
}
