package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.state.EvidenceSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some of the keys, or all, judged in a plain loop with their state on the heap. Records may come in any order; state is forgotten
 * only as far as {@link #advance} says. One thread at a time; several shards may share plans that no pack is added to, and
 * feeds that are told of nothing while they judge.
 */
public final class Shard {
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

    private final Judge judge;
    private final Map<Key, Entity> entities = new HashMap<>();
    private final SortedMap<String, Alert> alerts = new TreeMap<>();
    private final AlertSink sink;
    private long horizon = Long.MIN_VALUE;
    private Observed observed;
    private long newest = Long.MIN_VALUE;

    /**
     * One without keys.
     *
     * @param feeds since when which issuer tells
     * @param told hears of every change of an alert, also of those in shadow mode
     */
    public Shard(Plans plans, Feeds feeds, AlertSink told) {
        this.judge = new Judge(plans);
        this.observed = new Observed(feeds, 0, Long.MIN_VALUE);
        this.sink = (alert, change) -> {
            alerts.put(place(alert), alert);
            told.publish(alert, change);
        };
    }

    /** A rule that is promoted within a bucket has an alert of one id in each of two places. */
    private static String place(Alert alert) {
        return alert.rule().mode() == Mode.SHADOW ? alert.id() + " in the shadow" : alert.id();
    }

    public void accept(Routed routed) {
        reach(routed.time);
        Key key = new Key(routed.keyHigh, routed.keyLow);
        Entity entity = entities.get(key);
        if (entity == null) {
            if (judge.isMoot(routed, horizon)) {
                return;
            }
            entity = new Entity();
            entities.put(key, entity);
        }
        judge.judge(routed, entity, horizon, observed, sink);
    }

    /** Says that time has come as far as that (ms since the epoch), as an event there does. */
    public void reach(long time) {
        newest = Math.max(newest, time);
    }

    /** Promises that every record still to come is at or after that time (ms since the epoch). */
    public void advance(long time) {
        horizon = Math.max(horizon, time);
    }

    /** Forgets what can no longer matter, key by key. */
    public void sweep() {
        observed = observed.until(newest);
        entities.values().removeIf(entity -> {
            judge.sweep(entity, EvidenceSet.grain(horizon), observed, sink); // when one sweeps must not show
            return entity.isEmpty();
        });
    }

    /** What a record that was accepted has come to; empty if nothing is known of its key. */
    List<Account> account(Routed routed) {
        Entity entity = entities.get(new Key(routed.keyHigh, routed.keyLow));
        if (entity == null) {
            return List.of();
        }
        observed = observed.until(newest);
        judge.decide(entity, horizon, observed, sink);
        return judge.account(routed, entity);
    }

    /** Every alert that stands, by its id; of two with one id the one that is not in shadow mode comes first. */
    public SortedMap<String, Alert> alerts() {
        observed = observed.until(newest);
        entities.values().forEach(entity -> judge.publishGrowth(entity, horizon, observed, sink));
        TreeMap<String, Alert> standing = new TreeMap<>(alerts);
        standing.values().removeIf(Alert::retracted);
        return standing;
    }

    Collection<Entity> entities() {
        return entities.values();
    }

    /** How many keys have state. */
    public int keys() {
        return entities.size();
    }
}
