package io.tokenwatch.state;

import java.util.Arrays;

/**
 * When a key was at work: its buckets of time, joined where no more than a certain time lies between two of them. Adding is commutative
 * and idempotent, and so is merging. Nearly every key has one stretch: 16 bytes.
 */
final class Stretches {
    private final long joins;
    /** First and last bucket of each, in order, disjoint and further apart than {@link #joins}. */
    private long[] ends = {};

    /** @param joins ms between the starts of two buckets that are of one stretch, at most */
    Stretches(long joins) {
        this.joins = joins;
    }

    boolean isEmpty() {
        return ends.length == 0;
    }

    void add(long start) {
        int last = ends.length - 2;
        if (last >= 0 && start >= ends[last] && start <= ends[last + 1]) {
            return; // as nearly always
        }
        join(start, start);
    }

    private void join(long from, long to) {
        int before = 0;
        while (before < ends.length && ends[before + 1] + joins < from) {
            before += 2;
        }
        long first = from;
        long last = to;
        int after = before;
        for (; after < ends.length && ends[after] - joins <= to; after += 2) {
            first = Math.min(first, ends[after]);
            last = Math.max(last, ends[after + 1]);
        }
        long[] joined = new long[before + 2 + ends.length - after];
        System.arraycopy(ends, 0, joined, 0, before);
        joined[before] = first;
        joined[before + 1] = last;
        System.arraycopy(ends, after, joined, before + 2, ends.length - after);
        ends = joined;
    }

    /**
     * Since when the key has been at work without a longer pause, as seen from a bucket: the first bucket of the stretch that reaches
     * it, or would with it; {@link Long#MAX_VALUE} if there is none.
     */
    long reaching(long start) {
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i] <= start && start <= ends[i + 1] + joins) {
                return ends[i];
            }
        }
        return Long.MAX_VALUE;
    }

    /** Drops those that no bucket at or after that time would join. */
    void forget(long start) {
        int gone = 0;
        while (gone < ends.length && ends[gone + 1] + joins < start) {
            gone += 2;
        }
        if (gone > 0) {
            ends = Arrays.copyOfRange(ends, gone, ends.length);
        }
    }

    /** The last bucket; the smallest number if there is none. */
    long last() {
        return isEmpty() ? Long.MIN_VALUE : ends[ends.length - 1];
    }

    void merge(Stretches other) {
        for (int i = 0; i < other.ends.length; i += 2) {
            join(other.ends[i], other.ends[i + 1]);
        }
    }

    void encode(BytesOut out, long width) {
        out.writeVarint(ends.length / 2);
        for (int i = 0; i < ends.length; i += 2) {
            out.writeSigned(ends[i] / width);
            out.writeVarint((ends[i + 1] - ends[i]) / width);
        }
    }

    void decode(BytesIn in, long width) {
        ends = new long[2 * in.readInt()];
        for (int i = 0; i < ends.length; i += 2) {
            ends[i] = in.readSigned() * width;
            ends[i + 1] = ends[i] + in.readInt() * width;
        }
    }
}
