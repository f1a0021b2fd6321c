package io.tokenwatch.engine;

import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Packed;
import java.util.function.ToLongFunction;

/** What is done with a key for which no record comes: time has passed there, or its alerts have grown. Keeps nothing between calls. One thread. */
public final class Upkeep {
    private final Plans plans;
    private final BytesOut scratch = new BytesOut(512);
    private final Packed packed = new Packed();
    private final Needed needed = new Needed();
    private Holds holds = Holds.NONE;

    Upkeep(Plans plans) {
        this.plans = plans;
    }

    /** From now on these states forget less than the horizon allows. */
    void hold(Holds now) {
        holds = now;
    }

    /**
     * Decides what waited for time to pass, forgets what is over, rule by rule, and drops the state of rules that no pack has.
     *
     * @return whether an alert of the key has grown and waits for {@link #publishGrowth}
     */
    public boolean sweep(Entity entity, long horizon, Observed observed, AlertSink sink) {
        boolean grown = false;
        needed.begin();
        for (int shape : entity.shapes(false)) {
            Editions rule = plans.editions(shape);
            if (rule == null) {
                entity.remove(shape);
            } else if (!sweepInPlace(rule, entity, horizon)) {
                RuleState<?> state = entity.open(rule);
                state.sweepNow(holds.horizon(shape, horizon), observed, sink);
                grown |= state.hasGrown();
                if (state.isEmpty()) {
                    entity.remove(shape);
                } else {
                    needed.note(holds, shape, state.emptyAt());
                    entity.close(state, scratch);
                }
            }
        }
        return grown;
    }

    /** A small state that nobody has decoded goes as a whole or stays as it is: the next event that it absorbs forgets what is over in it. */
    private boolean sweepInPlace(Editions rule, Entity entity, long horizon) {
        long until = emptyAt(rule, entity);
        if (until == InPlaceDetector.REFUSED) {
            return false;
        }
        if (until <= holds.horizon(rule.shape(), horizon)) {
            entity.remove(rule.shape());
        } else {
            needed.note(holds, rule.shape(), until);
        }
        return true;
    }

    /** {@link InPlaceDetector#REFUSED} where the state is to be decoded to know it. */
    private long emptyAt(Editions rule, Entity entity) {
        return rule.any().detector() instanceof InPlaceDetector<?> detector
                ? entity.emptyAt(rule.shape(), detector, packed)
                : InPlaceDetector.REFUSED;
    }

    /** The horizon at which nothing is needed of what was last swept; {@link Long#MAX_VALUE} if some of it always is. */
    long neededUntil() {
        return needed.until();
    }

    /** Decides what waited for time to pass. */
    public void decide(Entity entity, long horizon, Observed observed, AlertSink sink) {
        for (int shape : entity.shapes(true)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                entity.open(rule).decide(holds.horizon(shape, horizon), observed, sink);
            }
        }
    }

    /** When the key must be looked at again because time has passed; {@link Long#MAX_VALUE} if nothing there waits. */
    public long decidesAt(Entity entity) {
        return earliest(entity, RuleState::decidesAt);
    }

    /** The horizon at which an alert of the key is to be closed by {@link #sweep}; {@link Long#MAX_VALUE} if none is open. */
    public long closesAt(Entity entity) {
        return earliest(entity, RuleState::closesAt);
    }

    private long earliest(Entity entity, ToLongFunction<RuleState<?>> time) {
        long at = Long.MAX_VALUE;
        for (int shape : entity.shapes(true)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                at = Math.min(at, time.applyAsLong(entity.peek(rule)));
            }
        }
        return at;
    }

    /** Decides what waited for time to pass, then publishes every alert of the key that has grown since it was last published. */
    public void publishGrowth(Entity entity, long horizon, Observed observed, AlertSink sink) {
        for (int shape : entity.shapes(true)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                RuleState<?> state = entity.open(rule);
                state.decide(
                        holds.horizon(shape, horizon), observed, sink); // a state just read knows nothing of the run
                state.publishGrowth(sink);
            }
        }
    }

    /**
     * The horizon at which {@link #sweep} next drops all that can be dropped; {@link Long#MAX_VALUE} if everything here stays
     * for ever.
     */
    public long sweepAt(Entity entity) {
        needed.begin();
        for (int shape : entity.shapes(false)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                long until = emptyAt(rule, entity);
                needed.note(
                        holds,
                        shape,
                        until == InPlaceDetector.REFUSED ? entity.peek(rule).emptyAt() : until);
            }
        }
        return needed.over();
    }
}
