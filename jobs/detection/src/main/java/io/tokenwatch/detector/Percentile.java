package io.tokenwatch.detector;

import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.Optional;

/**
 * A bound on a percentile of lengths of time, by the nearest rank: the p-th percentile of n is the one at rank ⌈p n / 100⌉. It is
 * beyond the bound exactly if so many of the n are beyond it as lie from that rank on.
 *
 * @param percent from 1 to 100
 * @param bound milliseconds
 * @param strict whether a length must be above the bound, not at it
 */
record Percentile(int percent, long bound, boolean strict) {
    /** {@code {percentile: 95, gt: 1m}}, with gt or gte; the bound is at most {@code longest}. */
    static Percentile read(YamlMap condition, long longest) {
        condition.required("percentile", "95");
        int percent = (int) condition.within("percentile", 95, 1, 100);
        Optional<YamlValue> gte = condition.get("gte");
        Optional<YamlValue> written = gte.or(() -> condition.get("gt"));
        if (written.isEmpty()) {
            condition.fault(FaultKind.MISSING_BOUND, "the condition has no bound", "add 'gt: 1m'");
        }
        long bound = written.flatMap(YamlValue::duration).orElse(1L);
        if (bound > longest) {
            written.orElseThrow()
                    .fault(
                            FaultKind.OUT_OF_RANGE,
                            "the bound is longer than the timespan, in which it is looked for",
                            "raise timespan, or write a shorter bound");
        }
        return new Percentile(percent, Math.min(bound, longest), gte.isEmpty());
    }

    boolean isBeyond(long length) {
        return strict ? length > bound : length >= bound;
    }

    /** How many of so many must be beyond the bound. */
    int least(int all) {
        return all - rank(all) + 1;
    }

    /** From 1 to {@code all}. */
    int rank(int all) {
        return (int) (((long) all * percent + 99) / 100);
    }

    /** Such as {@code >1m}. */
    String text() {
        return (strict ? ">" : ">=") + Duration.text(bound);
    }
}
