package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same route and judge in a plain loop, with its state on the heap: for rule tests, replay, and as the oracle of the live
 * job. Events may come in any order; state is forgotten only as far as {@link #advance} says.
 */
public final class LocalEngine {
    private record Key(long high, long low) {}

    private final Router router;
    private final Judge judge;
    private final Map<Key, Entity> entities = new HashMap<>();
    private final SortedMap<String, Alert> alerts = new TreeMap<>();
    private final AlertSink sink = (alert, change) -> alerts.put(alert.id(), alert);
    private long horizon = Long.MIN_VALUE;

    public LocalEngine(RulePack pack) {
        Plan plan = new Plan(pack);
        this.router = new Router(plan);
        this.judge = new Judge(plan);
    }

    public void accept(TokenEvent event) {
        router.route(event, 0, this::accept);
    }

    public void accept(Routed routed) {
        Entity entity = entities.computeIfAbsent(new Key(routed.keyHigh, routed.keyLow), k -> new Entity());
        judge.judge(routed, entity, horizon, sink);
    }

    /** Promises that every event still to come is at or after that time (ms since the epoch). */
    public void advance(long time) {
        horizon = Math.max(horizon, time);
    }

    /** Forgets what can no longer matter, key by key. */
    public void sweep() {
        entities.values().removeIf(entity -> {
            judge.sweep(entity, horizon, sink);
            return entity.isEmpty();
        });
    }

    /** What a record that was accepted has come to; empty if nothing is known of its key. */
    public List<Account> account(Routed routed) {
        Entity entity = entities.get(new Key(routed.keyHigh, routed.keyLow));
        return entity == null ? List.of() : judge.account(routed, entity);
    }

    /** Every alert that stands, by its id. */
    public Collection<Alert> alerts() {
        entities.values().forEach(entity -> judge.publishGrowth(entity, sink));
        return alerts.values().stream().filter(alert -> !alert.retracted()).toList();
    }

    /** How many keys have state. */
    public int keys() {
        return entities.size();
    }
}
