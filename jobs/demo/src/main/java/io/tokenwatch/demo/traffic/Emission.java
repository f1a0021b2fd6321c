package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.TokenEvent;
import org.jspecify.annotations.Nullable;

/** An event on its way, and what is laid down about its delivery. */
final class Emission {
    private static final long BY_CHANCE = -1;

    final TokenEvent event;
    private long delayMillis = BY_CHANCE;
    private boolean twice;
    private @Nullable Planted planted;

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

    /** This delivery completes the attack; may be said until it is sent. */
    Emission completes(Planted attack) {
        this.planted = attack;
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

    @Nullable
    Planted planted() {
        return planted;
    }
}
