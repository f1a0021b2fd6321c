package io.tokenwatch.detector;

import io.tokenwatch.state.BucketHistory;
import java.util.Arrays;

/**
 * What a bucket of a key usually holds: median and spread of the buckets at the same time of day, give or take one bucket, on the
 * previous 14 days. Empty buckets count 0, from the first that the key had since it last rested for longer; the buckets before that do not count.
 *
 * @param buckets how many buckets that are
 * @param median of an even number of buckets, half way between the middle two
 * @param spread the largest of 1.4826 times the median absolute deviation (which is a standard deviation where counts are normal), the
 *     square root of the median (which is one where they are Poisson), and 1
 * @param estimated whether a count among them is an estimate
 */
record Baseline(int buckets, double median, double spread, boolean estimated) {
    static final long DAY = 86_400_000;
    static final int DAYS = 14;
    /** Fewer days than that say too little. */
    static final int WARM_DAYS = 7;

    /** Whether the key was known early enough. */
    static boolean isWarm(BucketHistory history, long start) {
        return history.since(start) <= start - WARM_DAYS * DAY;
    }

    /** Of the bucket that starts then; only where that {@link #isWarm}. */
    static Baseline of(BucketHistory history, long start, long width) {
        double[] counts = new double[DAYS * 3];
        int buckets = 0;
        boolean estimated = false;
        long since = history.since(start);
        for (int day = 1; day <= DAYS; day++) {
            for (int neighbour = -1; neighbour <= 1; neighbour++) {
                long bucket = start - day * DAY + neighbour * width;
                if (bucket >= since) {
                    long marked = history.marked(bucket);
                    counts[buckets++] = marked >>> 1;
                    estimated |= (marked & 1) == 1;
                }
            }
        }
        double median = median(counts, buckets);
        for (int i = 0; i < buckets; i++) {
            counts[i] = Math.abs(counts[i] - median);
        }
        double spread = Math.max(1.4826 * median(counts, buckets), Math.max(Math.sqrt(median), 1));
        return new Baseline(buckets, median, spread, estimated);
    }

    private static double median(double[] values, int size) {
        Arrays.sort(values, 0, size);
        return (values[(size - 1) / 2] + values[size / 2]) / 2;
    }

    /** The largest count that is a fall; below 0 if none is. */
    long limit(double z) {
        return (long) Math.floor(median - z * spread);
    }

    /** The smallest count that is a spike. */
    long threshold(int floor, double z) {
        return Math.max(floor, (long) Math.ceil(median + z * spread));
    }
}
