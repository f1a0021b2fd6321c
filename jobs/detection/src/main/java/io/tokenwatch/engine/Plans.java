package io.tokenwatch.engine;

import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.PackLog.Tenure;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan of every pack, and which is in force when. One thread; grows when a pack comes. */
public final class Plans {
    private final Map<Integer, Editions> editions = new HashMap<>();
    private final Map<Integer, Plan> byNumber = new HashMap<>();
    private long[] from = {};
    private Plan[] plans = {};
    private List<Backfill> backfills = List.of();
    private final Lending lending = new Lending();

    /**
     * The rules whose state begins with what happened before they were in force.
     *
     * @param until when they are in force, ms since the epoch: events before that are routed to them besides
     */
    record Backfill(Plan plan, long until) {}

    public Plans(PackLog log) {
        update(log);
    }

    private Plans() {}

    /** One plan, in force for ever. */
    static Plans of(Plan plan) {
        Plans plans = new Plans();
        for (int i = 0; i < plan.rules().size(); i++) {
            plans.editions.put(plan.editions(i).shape(), plan.editions(i));
        }
        plans.put(List.of(plan), new long[] {Long.MIN_VALUE});
        return plans;
    }

    /** From now on by that log. What is judged already stays; states in use hear of new editions of their rule. */
    public void update(PackLog log) {
        log.editions().forEach((key, fresh) -> {
            Editions known = editions.putIfAbsent(key, fresh);
            if (known != null && known != fresh) {
                known.update(fresh);
            }
        });
        Set<Integer> fed = log.tenures().stream()
                .flatMap(tenure -> tenure.backfilled().stream())
                .map(Rule::shape)
                .collect(Collectors.toSet());
        put(
                log.tenures().stream()
                        .map(tenure -> new Plan(tenure.pack(), tenure.number(), editions, fed))
                        .toList(),
                log.tenures().stream().mapToLong(Tenure::from).toArray());
        backfills = log.tenures().stream()
                .filter(tenure -> !tenure.backfilled().isEmpty())
                .map(this::backfill)
                .toList();
        backfills.forEach(backfill -> byNumber.put(backfill.plan.number(), backfill.plan));
        backfills.forEach(backfill -> backfill.plan.note(lending));
    }

    private Backfill backfill(Tenure tenure) {
        RulePack part = new RulePack(tenure.backfilled(), tenure.pack().hash());
        Plan plan = new Plan(
                part,
                tenure.backfillNumber(),
                editions,
                part.active().stream().map(Rule::shape).collect(Collectors.toSet()));
        return new Backfill(plan, tenure.from());
    }

    List<Backfill> backfills() {
        return backfills;
    }

    private void put(List<Plan> inOrder, long[] starts) {
        from = starts;
        plans = inOrder.toArray(Plan[]::new);
        inOrder.forEach(plan -> byNumber.put(plan.number(), plan));
        inOrder.forEach(lending::remember);
        byNumber.values().forEach(plan -> plan.note(lending));
    }

    /** Who has lent to whom, by any pack. */
    Lending lending() {
        return lending;
    }

    /** How many packs there are. */
    int size() {
        return plans.length;
    }

    int indexAt(long time) {
        int index = from.length - 1;
        while (index > 0 && from[index] > time) {
            index--;
        }
        return index;
    }

    long from(int index) {
        return from[index];
    }

    Plan get(int index) {
        return plans[index];
    }

    /** The plan of the pack in force at that time (ms since the epoch). */
    public Plan at(long time) {
        return plans[indexAt(time)];
    }

    public boolean knows(int number) {
        return byNumber.containsKey(number);
    }

    /** @throws IllegalArgumentException if no pack has that number; ask {@link #knows} first */
    Plan numbered(int number) {
        Plan plan = byNumber.get(number);
        if (plan == null) {
            throw new IllegalArgumentException("no pack has the number " + number);
        }
        return plan;
    }

    /** The editions that share the state with that key; null if no pack has such a rule. */
    @Nullable
    Editions editions(int stateKey) {
        return editions.get(stateKey);
    }

    /** Since when the rule of that state has been in force at that time without a gap; the smallest number if always. */
    public long inForceSince(int stateKey, long time) {
        Editions known = editions.get(stateKey);
        return known == null ? time : known.since(time);
    }
}
