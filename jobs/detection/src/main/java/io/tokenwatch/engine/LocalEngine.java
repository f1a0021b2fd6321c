package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
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
    /** Both halves are hashes already. */
    private record Key(long high, long low) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.high == high && key.low == low;
        }

        @Override
        public int hashCode() {
            return (int) (high ^ low);
        }
    }

    private final Plans plans;
    private final PackRouter router;
    private final Judge judge;
    private final Map<Key, Entity> entities = new HashMap<>();
    private final SortedMap<String, Alert> alerts = new TreeMap<>();
    private final AlertSink sink;
    private long horizon = Long.MIN_VALUE;
    private final Feeds feeds = new Feeds();
    private Observed observed = new Observed(feeds, 0, Long.MIN_VALUE);
    private long newest = Long.MIN_VALUE;

    public LocalEngine(RulePack pack) {
        this(PackLog.of(pack));
    }

    /** Judges each event by the pack that was in force at its time. */
    public LocalEngine(PackLog log) {
        this(log, (alert, change) -> {});
    }

    /** @param told hears of every change of an alert, also of those in shadow mode */
    public LocalEngine(PackLog log, AlertSink told) {
        this.sink = (alert, change) -> {
            alerts.put(place(alert), alert);
            told.publish(alert, change);
        };
        this.plans = new Plans(log);
        this.router = new PackRouter(plans, feeds);
        this.judge = new Judge(plans);
    }

    /** A rule that is promoted within a bucket has an alert of one id in each of two places. */
    private static String place(Alert alert) {
        return alert.rule().mode() == Mode.SHADOW ? alert.id() + " in the shadow" : alert.id();
    }

    public void accept(TokenEvent event) {
        reach(event.eventTime());
        router.route(event, 0, this::accept);
    }

    public void accept(Routed routed) {
        reach(routed.time);
        Entity entity = entities.computeIfAbsent(new Key(routed.keyHigh, routed.keyLow), k -> new Entity());
        judge.judge(routed, entity, horizon, observed, sink);
    }

    /**
     * Says that every issuer tells everything at that time (ms since the epoch): what has not happened between the earliest and
     * the latest of these times, has not happened.
     */
    public void observe(long time) {
        feeds.declare(time);
        reach(time);
    }

    /** Since when which issuer tells; to be told by those who route to this by themselves. */
    public Feeds feeds() {
        return feeds;
    }

    /** Says that time has come as far as that (ms since the epoch), as an event there does. */
    public void reach(long time) {
        newest = Math.max(newest, time);
    }

    /** Promises that every event still to come is at or after that time (ms since the epoch). */
    public void advance(long time) {
        horizon = Math.max(horizon, time);
    }

    /** Forgets what can no longer matter, key by key. */
    public void sweep() {
        observed = observed.until(newest);
        entities.values().removeIf(entity -> {
            judge.sweep(entity, horizon, observed, sink);
            return entity.isEmpty();
        });
    }

    /** What a record that was accepted has come to; empty if nothing is known of its key. */
    public List<Account> account(Routed routed) {
        Entity entity = entities.get(new Key(routed.keyHigh, routed.keyLow));
        if (entity == null) {
            return List.of();
        }
        observed = observed.until(newest);
        judge.decide(entity, horizon, observed, sink);
        return judge.account(routed, entity);
    }

    /** Every alert that stands, by its id. */
    public Collection<Alert> alerts() {
        observed = observed.until(newest);
        entities.values().forEach(entity -> judge.publishGrowth(entity, horizon, observed, sink));
        return alerts.values().stream().filter(alert -> !alert.retracted()).toList();
    }

    /** See {@link Router#keysLeftOut}. */
    public long keysLeftOut() {
        return router.keysLeftOut();
    }

    /** What the rules of the latest pack keep now; {@link #sweep} first, or it counts what could be forgotten. */
    public Footprint footprint() {
        return Footprint.of(plans.at(Long.MAX_VALUE), entities.values());
    }

    /** How many keys have state. */
    public int keys() {
        return entities.size();
    }
}
