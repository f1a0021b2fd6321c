package io.tokenwatch.engine;

import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Packed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Judges routed records against the state of their key. Keeps nothing between calls but scratch space. One thread. */
public final class Judge {
    private final Plans plans;
    /** That of the last record. */
    private Plan plan;

    private final Payload payload = new Payload();
    private final BytesOut scratch = new BytesOut(512);
    private final Packed packed = new Packed();
    /** Counts the records that were judged. */
    private long record;
    /** Per rule the last record that it absorbed. */
    private long[] absorbed = {};

    private int[] postponed = new int[8];
    private Holds holds = Holds.NONE;
    private CostMeter costs = CostMeter.NONE;
    private long over;
    private long neededUntil;
    private long decidesAt;
    private long closesAt;

    public Judge(Plan plan) {
        this(Plans.of(plan));
    }

    public Judge(Plans plans) {
        this.plans = plans;
        this.plan = plans.at(Long.MIN_VALUE);
    }

    /** From now on these states forget less than the horizon allows. */
    public void hold(Holds now) {
        holds = now;
    }

    /** From now on that hears what each rule costs. */
    public void meter(CostMeter meter) {
        costs = meter;
    }

    /**
     * Takes a record into its key's entity, which it changes.
     *
     * @param horizon every event still to come is at or after it (ms since the epoch), but for those that are too late
     * @param observed what the run has observed up to now
     * @return whether an alert of the key has grown and waits for {@link #publishGrowth}
     */
    public boolean judge(Routed routed, Entity entity, long horizon, Observed observed, AlertSink sink) {
        if (routed.pack != plan.number()) {
            plan = plans.numbered(routed.pack);
        }
        if (absorbed.length < plan.rules().size()) {
            absorbed = new long[plan.rules().size()];
        }
        int matches = payload.over(routed, plan.groups().get(routed.group));
        boolean grown = false;
        over = Long.MIN_VALUE;
        neededUntil = Long.MIN_VALUE;
        decidesAt = Long.MAX_VALUE;
        closesAt = Long.MAX_VALUE;
        record++;
        int borrowers = 0;
        for (int i = 0; i < matches; i++) {
            int rule = payload.next();
            int steps = payload.next();
            if (steps == plan.borrowed(rule)) {
                borrowers = postpone(rule, borrowers); // until its lender has judged the event
            } else {
                grown |= judge(rule, steps, routed, entity, horizon, observed, sink);
            }
        }
        for (int i = 0; i < borrowers; i++) {
            int rule = postponed[i];
            if (!isLent(rule, entity, horizon)) {
                grown |= judge(rule, plan.borrowed(rule), routed, entity, horizon, observed, sink);
            }
        }
        return grown;
    }

    private int postpone(int rule, int count) {
        if (count == postponed.length) {
            postponed = Arrays.copyOf(postponed, count * 2);
        }
        postponed[count] = rule;
        return count + 1;
    }

    /** Whether another rule keeps the event for this one, which waits; see {@link Lending}. */
    private boolean isLent(int rule, Entity entity, long horizon) {
        int lender = plan.lender(rule);
        int shape = plan.editions(rule).shape();
        return absorbed[lender] == record
                && !entity.has(shape)
                && holds.horizon(shape, horizon)
                        >= holds.horizon(plan.editions(lender).shape(), horizon);
    }

    private boolean judge(
            int rule, int steps, Routed routed, Entity entity, long horizon, Observed observed, AlertSink sink) {
        boolean grown = false;
        boolean metered = costs.measures();
        boolean inOrder = routed.time <= horizon; // as in a history; live, what is before it may still come
        if (metered) {
            costs.begin();
        }
        RuleState<?> state = null; // once open, it stays so until all steps of the event are in
        int left = steps;
        for (int step = 0; left != 0; step++, left >>>= 1) {
            if ((left & 1) != 0 && (state != null || !inOrder || !isMoot(rule, step, routed.time, entity, horizon))) {
                if (plan.borrows(rule)) {
                    takeOver(plan.editions(rule), entity, horizon);
                }
                Evidence matched = payload.evidence(plan.captureMapping(rule), step);
                if (state != null || !absorb(rule, entity, matched, horizon)) {
                    state = state == null ? open(rule, entity, horizon) : state;
                    grown |= state.judge(
                            matched, payload.subject(), holds.horizon(state.shape(), horizon), observed, sink);
                    needed(state.shape(), state.emptyAt());
                    decidesAt = Math.min(decidesAt, state.decidesAt());
                    closesAt = Math.min(closesAt, state.closesAt());
                }
            }
        }
        if (state != null) {
            entity.close(state, scratch);
        }
        if (metered) {
            costs.end(plan.rules().get(rule));
        }
        return grown;
    }

    /** Whoever borrows from the rule takes over first: from now on it may keep other events than they would. */
    private RuleState<?> open(int rule, Entity entity, long horizon) {
        Editions editions = plan.editions(rule);
        if (plan.lends(rule)) {
            for (Editions borrower : plans.lending().borrowers(editions)) {
                takeOver(borrower, entity, horizon);
            }
        }
        return entity.open(editions);
    }

    private void takeOver(Editions borrower, Entity entity, long horizon) {
        plans.lending().takeOver(borrower, entity, holds.horizon(borrower.shape(), horizon), scratch);
    }

    /** What the record has come to in its key's entity, for each rule and step that it matches. Changes nothing of what is known. */
    List<Account> account(Routed routed, Entity entity) {
        plan = plans.numbered(routed.pack);
        int matches = payload.over(routed, plan.groups().get(routed.group));
        Subject subject = payload.subject().get();
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < matches; i++) {
            int rule = payload.next();
            int steps = payload.next();
            takeOver(plan.editions(rule), entity, Long.MIN_VALUE);
            RuleState<?> state = entity.peek(plan.editions(rule));
            for (int step = 0; steps != 0; step++, steps >>>= 1) {
                if ((steps & 1) != 0) {
                    Evidence about = payload.evidence(plan.captureMapping(rule), step);
                    accounts.add(state.account(subject, about.copy()));
                }
            }
        }
        return accounts;
    }

    /** Whether the record changes nothing in a key of which nothing is known, so that it need not become known. */
    boolean isMoot(Routed routed, long horizon) {
        if (routed.time > horizon) {
            return false;
        }
        if (routed.pack != plan.number()) {
            plan = plans.numbered(routed.pack);
        }
        for (int i = payload.over(routed); i > 0; i--) {
            int rule = payload.next();
            int steps = payload.next();
            InPlaceDetector<?> detector = plan.absorbing(rule);
            if (detector == null || Integer.bitCount(steps) != 1) {
                return false;
            }
            if (!detector.isMoot(Integer.numberOfTrailingZeros(steps)) || mayBePreceded(rule, routed.time, horizon)) {
                return false;
            }
        }
        return true;
    }

    private boolean isMoot(int rule, int step, long time, Entity entity, long horizon) {
        InPlaceDetector<?> detector = plan.absorbing(rule);
        return detector != null
                && detector.isMoot(step)
                && !mayBePreceded(rule, time, horizon)
                && !entity.has(plan.editions(rule).shape());
    }

    /** Whether events may still come to the rule that happened before that time. */
    private boolean mayBePreceded(int rule, long time, long horizon) {
        return time > holds.horizon(plan.editions(rule).shape(), horizon);
    }

    private boolean absorb(int rule, Entity entity, Evidence matched, long horizon) {
        InPlaceDetector<?> detector = plan.absorbing(rule);
        if (detector == null) {
            return false;
        }
        Editions editions = plan.editions(rule);
        long own = holds.horizon(editions.shape(), horizon);
        long until = entity.absorb(editions, detector, plan.fresh(rule), matched, own, packed);
        if (until == InPlaceDetector.REFUSED) {
            return false;
        }
        absorbed[rule] = record;
        needed(editions.shape(), until);
        return true;
    }

    private void needed(int shape, long until) {
        if (until != Long.MAX_VALUE) {
            long held = holds.needed(shape, until);
            over = Math.max(over, held);
            neededUntil = Math.max(neededUntil, held);
        } else {
            neededUntil = until;
        }
    }

    /** The horizon at which nothing is needed of what the last judged record has touched, or of what was last swept; {@link Long#MAX_VALUE} if some of it always is. */
    long neededUntil() {
        return neededUntil;
    }

    /**
     * The horizon at which {@link #sweep} next drops all that can be dropped of what the last judged record has touched;
     * {@link Long#MAX_VALUE} if all that stays for ever.
     */
    public long touchedUntil() {
        return over == Long.MIN_VALUE ? Long.MAX_VALUE : over;
    }

    /** When what the last judged record has touched must be looked at again, even if no further event comes. */
    public long decidesAt() {
        return decidesAt;
    }

    /** The horizon at which an alert of what the last judged record has touched is to be closed by {@link #sweep}. */
    public long closesAt() {
        return closesAt;
    }

    /**
     * Decides what waited for time to pass, forgets what is over, rule by rule, and drops the state of rules that no pack has.
     *
     * @return whether an alert of the key has grown and waits for {@link #publishGrowth}
     */
    public boolean sweep(Entity entity, long horizon, Observed observed, AlertSink sink) {
        boolean grown = false;
        neededUntil = Long.MIN_VALUE;
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
                    needed(shape, state.emptyAt());
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
            needed(rule.shape(), until);
        }
        return true;
    }

    private long emptyAt(Editions rule, Entity entity) {
        return rule.any().detector() instanceof InPlaceDetector<?> detector
                ? entity.emptyAt(rule.shape(), detector, packed)
                : InPlaceDetector.REFUSED;
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
        long at = Long.MAX_VALUE;
        for (int shape : entity.shapes(true)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                at = Math.min(at, entity.peek(rule).decidesAt());
            }
        }
        return at;
    }

    /** The horizon at which an alert of the key is to be closed by {@link #sweep}; {@link Long#MAX_VALUE} if none is open. */
    public long closesAt(Entity entity) {
        long at = Long.MAX_VALUE;
        for (int shape : entity.shapes(true)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                at = Math.min(at, entity.peek(rule).closesAt());
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
        over = Long.MIN_VALUE;
        for (int shape : entity.shapes(false)) {
            Editions rule = plans.editions(shape);
            if (rule != null) {
                long until = emptyAt(rule, entity);
                needed(
                        shape,
                        until == InPlaceDetector.REFUSED ? entity.peek(rule).emptyAt() : until);
            }
        }
        return touchedUntil();
    }
}
