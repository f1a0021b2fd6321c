package io.tokenwatch.demo.traffic;

import java.util.List;
import java.util.Random;

/** Chance from a seed. {@link Random}'s algorithm is part of its contract, so every JDK throws the same. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        this.random = new Random(seed);
    }

    /** From 0 up to, not including, 1. */
    double unit() {
        return random.nextDouble();
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From low up to, not including, high. */
    long between(long low, long high) {
        return low + (long) (unit() * (high - low));
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
