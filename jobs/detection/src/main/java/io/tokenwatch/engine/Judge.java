package io.tokenwatch.engine;

import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.Subject;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Judges routed records against the state of their key. Keeps nothing between calls but scratch space. One thread. */
public final class Judge {
    private final Plan plan;
    private final BytesIn in = new BytesIn(new byte[0]);
    private final BytesOut own = new BytesOut(128);
    private final Evidence evidence = new Evidence();
    private int[] offsets = new int[16];

    public Judge(Plan plan) {
        this.plan = plan;
    }

    /**
     * Takes a record into its key's entity, which it changes.
     *
     * @param horizon every event still to come is at or after it (ms since the epoch), but for those that are too late
     * @return whether an alert of the key has grown and waits for {@link #publishGrowth}
     */
    public boolean judge(Routed routed, Entity entity, long horizon, AlertSink sink) {
        Group group = plan.groups().get(routed.group);
        in.over(routed.payload, 0, routed.length);
        int matches = in.readInt();
        int rules = in.position();
        skipMatches(matches);
        int subjectAt = in.position();
        skipValues(1 + group.keys().size());
        locate(group, routed.length);
        Supplier<Subject> subject =
                () -> Subject.read(new BytesIn(routed.payload, subjectAt, routed.length), group.keys());
        in.position(rules);
        boolean grown = false;
        for (int i = 0; i < matches; i++) {
            int rule = in.readInt();
            int steps = in.readInt();
            RuleState<?> state = entity.of(plan.rules().get(rule));
            for (int step = 0; steps != 0; step++, steps >>>= 1) {
                if ((steps & 1) != 0) {
                    grown |= state.judge(evidence(routed, rule, step), subject, horizon, sink);
                }
            }
        }
        return grown;
    }

    /** What the record has come to in its key's entity, for each rule and step that it matches. Changes nothing. */
    List<Account> account(Routed routed, Entity entity) {
        Group group = plan.groups().get(routed.group);
        in.over(routed.payload, 0, routed.length);
        int matches = in.readInt();
        int rules = in.position();
        skipMatches(matches);
        Subject subject = Subject.read(new BytesIn(routed.payload, in.position(), routed.length), group.keys());
        skipValues(1 + group.keys().size());
        locate(group, routed.length);
        in.position(rules);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < matches; i++) {
            int rule = in.readInt();
            int steps = in.readInt();
            RuleState<?> state = entity.of(plan.rules().get(rule));
            for (int step = 0; steps != 0; step++, steps >>>= 1) {
                if ((steps & 1) != 0) {
                    accounts.add(
                            state.account(subject, evidence(routed, rule, step).copy()));
                }
            }
        }
        return accounts;
    }

    private void skipMatches(int matches) {
        for (int i = 0; i < matches; i++) {
            in.readVarint();
            in.readVarint();
        }
    }

    private void skipValues(int values) {
        for (int i = 0; i < values; i++) {
            in.skip(Math.max(0, in.readInt() - 1));
        }
    }

    /** Finds the event id and the captured values: from offsets[i] to offsets[i + 1]. */
    private void locate(Group group, int end) {
        int parts = 1 + group.captures().size();
        if (offsets.length <= parts) {
            offsets = new int[parts + 1];
        }
        offsets[0] = in.position();
        in.skip(in.readInt());
        for (int i = 1; i < parts; i++) {
            offsets[i] = in.position();
            skipValues(1);
        }
        offsets[parts] = end;
    }

    private Evidence evidence(Routed routed, int rule, int step) {
        int[] mapping = plan.captureMapping(rule);
        if (mapping.length == plan.groups().get(routed.group).captures().size() && isIdentity(mapping)) {
            return evidence.over(routed.time, routed.hash, step, routed.payload, offsets[0], routed.length);
        }
        own.clear();
        own.writeBytes(routed.payload, offsets[0], offsets[1] - offsets[0]);
        for (int capture : mapping) {
            own.writeBytes(routed.payload, offsets[capture + 1], offsets[capture + 2] - offsets[capture + 1]);
        }
        return evidence.over(routed.time, routed.hash, step, own.array(), 0, own.size());
    }

    private static boolean isIdentity(int[] mapping) {
        for (int i = 0; i < mapping.length; i++) {
            if (mapping[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** Forgets what is over, rule by rule, and drops the state of rules that the pack no longer has. */
    public void sweep(Entity entity, long horizon, AlertSink sink) {
        for (int i = entity.size() - 1; i >= 0; i--) {
            int rule = plan.ruleOfShape(entity.shape(i));
            if (rule < 0) {
                entity.remove(i);
            } else {
                RuleState<?> state = entity.at(i, plan.rules().get(rule));
                state.sweep(horizon, sink);
                if (state.isEmpty()) {
                    entity.remove(i);
                }
            }
        }
    }

    /** Publishes every alert of the key that has grown since it was last published. */
    public void publishGrowth(Entity entity, AlertSink sink) {
        forEach(entity, state -> state.publishGrowth(sink));
    }

    /**
     * The horizon at which {@link #sweep} next drops all that can be dropped; {@link Long#MAX_VALUE} if everything here stays
     * for ever.
     */
    public long sweepAt(Entity entity) {
        long[] at = {Long.MIN_VALUE};
        forEach(entity, state -> {
            long emptyAt = state.emptyAt();
            at[0] = Math.max(at[0], emptyAt == Long.MAX_VALUE ? Long.MIN_VALUE : emptyAt);
        });
        return at[0] == Long.MIN_VALUE ? Long.MAX_VALUE : at[0];
    }

    private void forEach(Entity entity, java.util.function.Consumer<RuleState<?>> action) {
        for (int i = 0; i < entity.size(); i++) {
            int rule = plan.ruleOfShape(entity.shape(i));
            if (rule >= 0) {
                action.accept(entity.at(i, plan.rules().get(rule)));
            }
        }
    }
}
