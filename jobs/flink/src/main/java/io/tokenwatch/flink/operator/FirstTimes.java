package io.tokenwatch.flink.operator;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Since when events have been seen: the {@value #SAMPLE}th of their earliest times. Not the very first, or one clock that is wrong
 * would make everything look well known. The earliest times are a set that merges: neither order nor repetition matters.
 */
public final class FirstTimes {
    private static final int SAMPLE = 32;

    private final TreeSet<Long> earliest = new TreeSet<>();
    private long bound = Long.MAX_VALUE;

    /** An event; almost always costs one comparison. */
    public void saw(long time) {
        if (time < bound) {
            earliest.add(time);
            if (earliest.size() > SAMPLE) {
                earliest.pollLast();
            }
            if (earliest.size() == SAMPLE) {
                bound = earliest.last();
            }
        }
    }

    public void sawAll(Collection<Long> times) {
        times.forEach(this::saw);
    }

    /** Event time in ms; {@link Long#MAX_VALUE} as long as too few have been seen. */
    public long since() {
        return bound;
    }

    /** What {@link #sawAll} takes to know as much. */
    public List<Long> times() {
        return List.copyOf(earliest);
    }
}
