package io.tokenwatch.ruletest;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One test of a rule.
 *
 * @param place where it is written
 * @param given the events, in the order in which they arrive
 * @param from every issuer has told of everything since then (ms since the epoch), though no event says so
 * @param until time has come so far (ms since the epoch), though no event says so
 * @param expect the alerts, all of them, in order of their time, then of their key
 * @param whyNot why there is no alert, or no further one
 */
public record RuleTest(
        String name,
        Place place,
        List<TokenEvent> given,
        OptionalLong from,
        OptionalLong until,
        List<Expected> expect,
        Optional<WhyNot> whyNot) {
    /** The instant from which a test's offsets count: a Monday, 00:00 UTC. Milliseconds since the epoch. */
    public static final long ZERO = 1_767_571_200_000L;

    /**
     * An alert, as far as the author cares.
     *
     * @param place where it is written
     * @param at its time, milliseconds since the epoch
     * @param key values by field name
     * @param evidence observed values by feature, see {@link io.tokenwatch.detector.Fact}
     * @param level such as {@code high}
     */
    public record Expected(
            Place place,
            Optional<Long> at,
            Map<String, String> key,
            Map<String, String> evidence,
            Optional<Long> count,
            Optional<String> level) {}

    /**
     * Where the rule stopped, see {@link io.tokenwatch.selection.Lack}.
     *
     * @param step the path in the rule of what was lacking, such as {@code correlation.gap} or {@code detection.used.outcome}
     * @param saw what was seen there
     * @param need what was needed
     */
    public record WhyNot(Place place, String step, Optional<String> saw, Optional<String> need) {}
}
