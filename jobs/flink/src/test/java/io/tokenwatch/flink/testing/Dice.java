package io.tokenwatch.flink.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A seeded source of choices: the same seed, the same choices, so that a failure can be run again. */
public final class Dice {
    /** What is tried with each seed. */
    public interface Experiment {
        void run(Dice dice) throws Exception;
    }

    private final Random random;

    public Dice(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds would begin alike
    }

    /** Runs the experiment with the seeds from 0 on; a failure names its seed. */
    public static void roll(int times, Experiment experiment) {
        for (int seed = 0; seed < times; seed++) {
            try {
                experiment.run(new Dice(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** From 0 to {@code bound} - 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    public <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
