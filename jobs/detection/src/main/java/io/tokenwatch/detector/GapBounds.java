package io.tokenwatch.detector;

import io.tokenwatch.detector.CorrelationReader.Bound;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import java.util.List;

/** Whether the gaps between steps can be as they are asked to be. */
final class GapBounds {
    private GapBounds() {}

    /**
     * A fault if no gap fits the bounds, or if so many steps with such gaps between them never fit the timespan; a timespan
     * of 1 ms stands for one that could not be read.
     */
    static void check(YamlMap correlation, List<Bound> bounds, long timespan, int steps) {
        long least = 0;
        long most = Long.MAX_VALUE;
        for (Bound bound : bounds) {
            switch (bound.comparison()) {
                case GT -> least = Math.max(least, bound.value() + 1);
                case GTE -> least = Math.max(least, bound.value());
                case LT -> most = Math.min(most, bound.value() - 1);
                case LTE -> most = Math.min(most, bound.value());
                case EQ -> {
                    least = Math.max(least, bound.value());
                    most = Math.min(most, bound.value());
                }
                case NE -> {}
            }
        }
        if (least > most) {
            fault(correlation, "no gap fits these bounds", "make the lower one smaller than the upper one");
        } else if (timespan > 1 && least * Math.max(1, steps - 1) > timespan) {
            fault(
                    correlation,
                    "a gap of " + Duration.text(least) + " does not fit a timespan of " + Duration.text(timespan),
                    "lengthen the timespan or shorten the gap");
        }
    }

    private static void fault(YamlMap correlation, String message, String advice) {
        correlation.get("gap").ifPresent(gap -> gap.fault(FaultKind.GAP_OUTSIDE_TIMESPAN, message, advice));
    }
}
