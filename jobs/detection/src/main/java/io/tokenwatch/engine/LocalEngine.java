package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The same route and judge in a plain loop, with its state on the heap: for rule tests, replay, and as the oracle of the live
 * job. Events may come in any order; state is forgotten only as far as {@link #advance} says.
 */
public final class LocalEngine {
    private record Key(long high, long low) {}

    private final PackRouter router;
    private final Judge judge;
    private final Map<Key, Entity> entities = new HashMap<>();
    private final SortedMap<String, Alert> alerts = new TreeMap<>();
    private final AlertSink sink = (alert, change) -> alerts.put(place(alert), alert);
    private long horizon = Long.MIN_VALUE;

    public LocalEngine(RulePack pack) {
        this(PackLog.of(pack));
    }

    /** Judges each event by the pack that was in force at its time. */
    public LocalEngine(PackLog log) {
        Plans plans = new Plans(log);
        this.router = new PackRouter(plans);
        this.judge = new Judge(plans);
    }

    /** A rule that is promoted within a bucket has an alert of one id in each of two places. */
    private static String place(Alert alert) {
        return alert.rule().mode() == Mode.SHADOW ? alert.id() + " in the shadow" : alert.id();
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
