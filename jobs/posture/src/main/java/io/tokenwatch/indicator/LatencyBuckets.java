package io.tokenwatch.indicator;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;

/**
 * Fixed logarithmic buckets (DDSketch, Masson et al., VLDB 2019): the value that stands for a bucket is within 1 % of all that fall
 * into it, so a percentile of the buckets is within 1 % of the true one, in any order and however they are added up. 0 ms is a
 * bucket of its own.
 */
public final class LatencyBuckets {
    public static final double ACCURACY = 0.01;

    static final int ZERO = Integer.MIN_VALUE;

    /** A hundred years; nothing that is measured here lasts longer. */
    private static final double LONGEST = 100 * 365.25 * 86_400_000;

    private static final IndexMapping MAPPING = new LogarithmicMapping(ACCURACY);

    private LatencyBuckets() {}

    static int of(long millis) {
        return millis <= 0 ? ZERO : MAPPING.index(Math.min((double) millis, LONGEST));
    }

    /** In milliseconds. */
    static double value(int bucket) {
        return bucket == ZERO ? 0 : MAPPING.value(bucket);
    }
}
