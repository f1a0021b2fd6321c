package io.tokenwatch.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A seeded source of choices: the same seed, the same choices, so that a failure can be run again. */
public final class Dice {
    private final Random random;

    public Dice(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L); // neighbouring seeds would begin alike
    }

    /** Runs the experiment with the seeds from 0 on, {@code -Dlaws=n} times as many; a failure names its seed. */
    public static void roll(int times, Consumer<Dice> experiment) {
        for (int seed = 0; seed < times * Integer.getInteger("laws", 1); seed++) {
            try {
                experiment.accept(new Dice(seed));
            } catch (AssertionError | RuntimeException e) {
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
        return pick(Arrays.asList(choices));
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    public <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** The list with some of its elements once or twice more, shuffled. */
    public <T> List<T> duplicated(List<T> list) {
        List<T> more = new ArrayList<>(list);
        for (int i = 0; i < list.size(); i++) {
            more.add(pick(list));
        }
        return shuffled(more);
    }
}
