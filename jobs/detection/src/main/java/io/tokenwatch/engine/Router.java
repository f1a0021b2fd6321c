package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Step;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.List;
import java.util.function.Consumer;

/**
 * Evaluates the selections of all rules once per event, and makes one {@link Routed} for each key that some matching rule
 * groups by. One thread; the Routed it hands out is valid until the consumer returns.
 */
public final class Router {
    private static final Hasher128 KEYS = Hashing.xxh3_128();
    private static final Hasher64 IDENTITIES = Hashing.xxh3_64();

    private final Plan plan;
    private final Step[][] steps;
    /** Per group: the matched rules and their steps, as they go into the payload. */
    private final BytesOut[] matched;

    private final int[] matches;
    private final BytesOut payload = new BytesOut(256);
    private final BytesOut scratch = new BytesOut(128);
    private final Routed routed = new Routed();

    public Router(Plan plan) {
        this.plan = plan;
        this.steps =
                plan.rules().stream().map(r -> r.steps().toArray(Step[]::new)).toArray(Step[][]::new);
        this.matches = new int[plan.groups().size()];
        this.matched = new BytesOut[matches.length];
        for (int i = 0; i < matched.length; i++) {
            matched[i] = new BytesOut(16);
        }
    }

    /**
     * Routes an event, which must have its type, id and time.
     *
     * @param appendTime when it was appended to its log (ms since the epoch); 0 if unknown
     */
    public void route(TokenEvent event, long appendTime, Consumer<Routed> out) {
        String type = event.text(Field.EVENT_TYPE);
        boolean any = false;
        for (int rule : plan.candidates(type == null ? "" : type)) {
            int stepBits = match(rule, event);
            if (stepBits != 0) {
                any = true;
                int group = plan.groupOf(rule);
                matches[group]++;
                matched[group].writeVarint(rule);
                matched[group].writeVarint(stepBits);
            }
        }
        if (any) {
            routed.time = event.eventTime();
            routed.appendTime = appendTime;
            routed.hash = identity(event);
            emit(event, out);
        }
    }

    private int match(int rule, TokenEvent event) {
        Step[] ofRule = steps[rule];
        int bits = 0;
        for (int i = 0; i < ofRule.length; i++) {
            if (ofRule[i].predicate().test(event)) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    private long identity(TokenEvent event) {
        scratch.clear();
        Captured.write(scratch, event, Field.TENANT);
        Captured.write(scratch, event, Field.SOURCE);
        Captured.write(scratch, event, Field.EVENT_ID);
        return IDENTITIES.hashBytesToLong(scratch.array(), 0, scratch.size());
    }

    private void emit(TokenEvent event, Consumer<Routed> out) {
        for (int i = 0; i < matches.length; i++) {
            if (matches[i] > 0) {
                Group group = plan.groups().get(i);
                if (hasKey(event, group.keys())) {
                    fill(event, group);
                    out.accept(routed);
                }
                matches[i] = 0;
                matched[i].clear();
            }
        }
    }

    /** An event that lacks a group-by field is in no group. */
    private static boolean hasKey(TokenEvent event, List<Field> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (!event.has(keys.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void fill(TokenEvent event, Group group) {
        payload.clear();
        payload.writeVarint(matches[group.index()]);
        payload.writeBytes(matched[group.index()].array(), 0, matched[group.index()].size());
        int from = payload.size();
        Captured.write(payload, event, Field.TENANT);
        for (Field key : group.keys()) {
            Captured.writeKey(payload, event, key);
        }
        HashValue128 key = KEYS.hashBytesTo128Bits(payload.array(), from, payload.size() - from);
        payload.writeText(java.util.Objects.requireNonNullElse(event.text(Field.EVENT_ID), ""));
        for (Field capture : group.captures()) {
            Captured.write(payload, event, capture);
        }
        routed.keyHigh = key.getMostSignificantBits() ^ group.salt();
        routed.keyLow = key.getLeastSignificantBits();
        routed.group = group.index();
        routed.payload = payload.array();
        routed.length = payload.size();
    }
}
