package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One correlation, compiled for one rule: evidence in, findings out. Immutable; all it knows of a key is in the state.
 *
 * <p>The laws, which {@code DetectorContract} tests for every detector: the state, hence the findings, depends on the set
 * of events alone, not on their order or repetition; {@link #add} that returns false has changed no finding; merging the
 * states of two parts gives the state of the whole; forgetting up to a horizon changes nothing that events at or after the
 * horizon can bring about; a state survives {@link #encode} and {@link #decode}.
 *
 * @param <S> the state it keeps per key, built on the structures of {@code io.tokenwatch.state}
 */
public interface Detector<S> {
    /** The state of a key of which nothing is known. */
    S fresh();

    /**
     * Takes an event in.
     *
     * @return false if the findings are the same as before, but for what rested on evidence that the bound displaced; true if they
     *     may have changed
     */
    boolean add(S state, Evidence evidence);

    /**
     * As {@link #add}, and says more where time decides: findings that are decided before the time returned (ms since the epoch, see
     * {@link #decidesAfter}) are the same as before. Spares a key that waits the work of all its findings at each event.
     *
     * @return {@link Long#MAX_VALUE} where {@code add} says false; the smallest number if any finding may have changed
     */
    default long addFrom(S state, Evidence evidence) {
        return add(state, evidence) ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * What the event last taken in has proven, where that is all it has changed; null if something that was proven before may have fallen or
     * may say something else, or the detector cannot tell. Spares a key of many findings the work of all of them at each that is new.
     */
    default @Nullable List<Finding> added(S state) {
        return null;
    }

    /** Reports everything that the state proves, in any order. */
    void findings(S state, Consumer<Finding> out);

    /** Drops what can no longer matter when every event still to come is at or after the horizon (ms since the epoch). */
    void forget(S state, long horizon);

    /** No finding of the state is later than that (ms since the epoch); {@link Long#MAX_VALUE} if the detector does not know. */
    default long latest(S state) {
        return Long.MAX_VALUE;
    }

    /** Whether the state is as good as {@link #fresh}. */
    boolean isEmpty(S state);

    /** The smallest horizon at which {@link #forget} leaves nothing; {@link Long#MAX_VALUE} if it always leaves some. */
    long emptyAt(S state);

    /** Whether an event of that step completes a finding, rather than being what it is held against. */
    default boolean completes(int step, int steps) {
        return step == steps - 1;
    }

    /** Whether evidence had to be left out, so that findings may be missing. */
    boolean truncated(S state);

    void merge(S into, S from);

    void encode(S state, BytesOut out);

    S decode(BytesIn in);

    /** Whether findings may rest on something that did not happen, so that the passing of time alone decides them. */
    default boolean waits() {
        return false;
    }

    /**
     * The earliest time after that one (ms since the epoch) at which {@link Finding#seenTo} of a finding of the state is reached, or, of
     * one that waits for nothing but rests on what is told, {@link Finding#seenFrom}; {@link Long#MAX_VALUE} if there is none.
     */
    default long decidesAfter(S state, long time) {
        return Long.MAX_VALUE;
    }

    /** By which events those whose logs are read show that they tell everything that a finding may miss. */
    default Telling telling() {
        return Telling.NOTHING;
    }

    /** The steps, as bits, whose events complete no finding and can only take one back: a rule is of use without them. */
    default int asides() {
        return 0;
    }

    /** What may be left out of a history because nothing comes of it here. */
    default Omissions omissions() {
        return Omissions.NONE;
    }

    /**
     * How long before a finding its ground may begin (ms): the timespan of a window, the time of learning. A finding so long after
     * the beginning of what was observed rests on nothing that was missed; an earlier one is not warm.
     */
    default long reach() {
        return 0;
    }

    /**
     * How long before a finding an event may have happened on which it depends (ms); {@link Long#MAX_VALUE} if any may. Never less
     * than {@link #reach}.
     */
    default long memory() {
        return Long.MAX_VALUE;
    }

    /**
     * What came nearest to a finding that this event takes part in, nearest first; empty if the detector cannot say. Asked only
     * by people, when there is no such finding; changes nothing. To implement it: look at the few choices of evidence around the
     * event, say of each what it lacked by the path in the rule, the value seen and the value needed, and keep the best.
     *
     * @param about an event that matched a step, whether or not the state has room for it
     */
    default List<NearMiss> nearest(S state, Evidence about) {
        return List.of();
    }

    /** Whether events still on their way could take a finding back. */
    default boolean withdrawable() {
        return false;
    }
}
