package io.tokenwatch.engine;

/** Up to which horizons (ms since the epoch) some states of a key are needed. Reused. */
final class Needed {
    private long over;
    private long until;

    /** Of no state. */
    void begin() {
        over = Long.MIN_VALUE;
        until = Long.MIN_VALUE;
    }

    /** One of them, which is empty at that horizon if nothing holds it; {@link Long#MAX_VALUE} if it is always needed. */
    void note(Holds holds, int shape, long emptyAt) {
        if (emptyAt == Long.MAX_VALUE) {
            until = emptyAt;
            return;
        }
        long held = holds.needed(shape, emptyAt);
        over = Math.max(over, held);
        until = Math.max(until, held);
    }

    /** When none is needed; {@link Long#MAX_VALUE} if one always is. */
    long until() {
        return until;
    }

    /** When none is needed but those that always are; {@link Long#MAX_VALUE} if all are such. */
    long over() {
        return over == Long.MIN_VALUE ? Long.MAX_VALUE : over;
    }
}
