package io.tokenwatch.engine;

import java.util.Map;

/**
 * States that are still being fed with what happened before their rule was in force: they forget only as far as that has been read,
 * however far the run has come. Immutable.
 */
public final class Holds {
    public static final Holds NONE = new Holds(Map.of());

    /**
     * How one state is held.
     *
     * @param horizon what it is fed with is at or after that (ms since the epoch), but for what is too late; the smallest number if
     *     that is not known
     * @param until when its rule is in force: nothing there is to be cleared before
     */
    public record Hold(long horizon, long until) {}

    private final Map<Integer, Hold> byState;

    /** @param byState by the key of the state */
    public Holds(Map<Integer, Hold> byState) {
        this.byState = Map.copyOf(byState);
    }

    /** The horizon of that state, where the run's is the given one. */
    long horizon(int state, long horizon) {
        Hold hold = byState.isEmpty() ? null : byState.get(state);
        return hold == null ? horizon : Math.min(hold.horizon, horizon);
    }

    /** When that state is to be looked at, which could go then. */
    long needed(int state, long until) {
        Hold hold = byState.isEmpty() ? null : byState.get(state);
        return hold == null ? until : Math.max(hold.until, until);
    }
}
