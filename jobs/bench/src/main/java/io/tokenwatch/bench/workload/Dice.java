package io.tokenwatch.bench.workload;

/**
 * SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). Our own copy, so that
 * the bytes of a workload do not depend on a JDK's choice of algorithm.
 */
public final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        state = seed;
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, bound), bound &gt; 0. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    public boolean oneIn(int n) {
        return below(n) == 0;
    }

    /** A bijection that scatters: equal inputs give equal outputs, near ones far ones. */
    public static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
