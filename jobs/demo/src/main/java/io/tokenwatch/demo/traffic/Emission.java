package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.List;

/** An event on its way, and what is laid down about its delivery. */
final class Emission {
    private static final long BY_CHANCE = -1;

    final TokenEvent event;
    private long delayMillis = BY_CHANCE;
    private boolean twice;
    private final List<Planted> planted = new ArrayList<>(2);

    Emission(TokenEvent event) {
        this.event = event;
    }

    /** Delivered without delay, not by chance. */
    Emission prompt() {
        return late(0);
    }

    Emission late(long millis) {
        this.delayMillis = millis;
        return this;
    }

    /** Delivered twice for certain. */
    Emission twice() {
        this.twice = true;
        return this;
    }

    /** This delivery completes the attack, or one of the alerts about it; may be said until it is sent. */
    Emission completes(Planted attack) {
        planted.add(attack);
        return this;
    }

    /** Then {@link #delayMillis} says nothing. */
    boolean delayIsByChance() {
        return delayMillis == BY_CHANCE;
    }

    long delayMillis() {
        return delayMillis;
    }

    boolean isTwice() {
        return twice;
    }

    List<Planted> planted() {
        return List.copyOf(planted);
    }
}
