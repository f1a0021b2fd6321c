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
    private final Upkeep upkeep;
    /** That of the last record. */
    private Plan plan;

    private final Payload payload = new Payload();
    private final BytesOut scratch = new BytesOut(512);
    private final Packed packed = new Packed();
    private final Needed needed = new Needed();
    /** Counts the records that were judged. */
    private long record;
    /** Per rule the last record that it absorbed. */
    private long[] absorbed = {};

    private int[] postponed = new int[8];
    private Holds holds = Holds.NONE;
    private CostMeter costs = CostMeter.NONE;
    private long decidesAt;
    private long closesAt;

    public Judge(Plan plan) {
        this(Plans.of(plan));
    }

    public Judge(Plans plans) {
        this.plans = plans;
        this.upkeep = new Upkeep(plans);
        this.plan = plans.at(Long.MIN_VALUE);
    }

    /** From now on these states forget less than the horizon allows. */
    public void hold(Holds now) {
        holds = now;
        upkeep.hold(now);
    }

    /** What is done with keys for which no record comes, under the same {@link #hold}. */
    public Upkeep upkeep() {
        return upkeep;
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
     * @return whether an alert of the key has grown and waits for {@link Upkeep#publishGrowth}
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
        needed.begin();
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
                    needed.note(holds, state.shape(), state.emptyAt());
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
        needed.note(holds, editions.shape(), until);
        return true;
    }

    /** The horizon at which nothing is needed of what the last judged record has touched; {@link Long#MAX_VALUE} if some of it always is. */
    long neededUntil() {
        return needed.until();
    }

    /**
     * The horizon at which {@link Upkeep#sweep} next drops all that can be dropped of what the last judged record has touched;
     * {@link Long#MAX_VALUE} if all that stays for ever.
     */
    public long touchedUntil() {
        return needed.over();
    }

    /** When what the last judged record has touched must be looked at again, even if no further event comes. */
    public long decidesAt() {
        return decidesAt;
    }

    /** The horizon at which an alert of what the last judged record has touched is to be closed by {@link Upkeep#sweep}. */
    public long closesAt() {
        return closesAt;
    }
}
