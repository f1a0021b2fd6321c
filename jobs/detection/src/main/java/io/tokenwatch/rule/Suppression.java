package io.tokenwatch.rule;

import java.util.List;

/**
 * Which findings are one alert: those of a key that agree in the extra fields and fall into one bucket of event time.
 *
 * @param by the parts of the key and other fields named by {@code suppress.by}, in that order
 * @param extra indices of the captures that {@code by} adds to the group key
 * @param forMillis width of the bucket in milliseconds; buckets start at multiples of it since the epoch
 */
public record Suppression(List<String> by, List<Integer> extra, long forMillis) {
    /** Start of the bucket that this time is in. */
    public long bucket(long time) {
        return Math.floorDiv(time, forMillis) * forMillis;
    }
}
