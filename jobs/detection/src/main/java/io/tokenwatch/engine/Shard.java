package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.state.EvidenceSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some of the keys, or all, judged in a plain loop with their state on the heap. Records may come in any order; state is forgotten
 * only as far as {@link #advance} says. One thread at a time; several shards may share plans that no pack is added to, and
 * feeds that are told of nothing while they judge.
 */
public final class Shard {
    private final Judge judge;
    private final KeyedEntities entities = new KeyedEntities();
    private final HeldRecords held = new HeldRecords();
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

    /**
     * Takes a record, which may change afterwards. It is judged at the horizon of now, though some more may have to come before, or somebody
     * ask: then what is known of their keys is fetched from memory side by side.
     */
    public void accept(Routed routed) {
        reach(routed.time);
        held.add(routed, horizon);
        if (held.isFull()) {
            judgeHeld();
        }
    }

    private void judgeHeld() {
        entities.expect(held);
        for (int i = 0; i < held.count(); i++) {
            judge(held.record(i), held.horizon(i));
        }
        held.clear();
    }

    private void judge(Routed routed, long horizonThen) {
        Entity entity = entities.find(routed.keyHigh, routed.keyLow);
        if (entity == null) {
            if (judge.isMoot(routed, horizonThen)) {
                return;
            }
            entity = entities.add(routed.keyHigh, routed.keyLow);
        }
        judge.judge(routed, entity, horizonThen, observed, sink);
        entities.changed(entity, neededUntil(entity, judge.neededUntil()));
    }

    /** That of what was just done there; the largest number if time may decide something before. */
    private static long neededUntil(Entity entity, long until) {
        return entity.isOpen() ? Long.MAX_VALUE : until;
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
        judgeHeld();
        observed = observed.until(newest);
        long grain = EvidenceSet.grain(horizon); // when one sweeps must not show
        entities.sweep(grain, entity -> {
            judge.upkeep().sweep(entity, grain, observed, sink);
            return neededUntil(entity, judge.upkeep().neededUntil());
        });
    }

    /** What a record that was accepted has come to; empty if nothing is known of its key. */
    List<Account> account(Routed routed) {
        judgeHeld();
        Entity entity = entities.find(routed.keyHigh, routed.keyLow);
        if (entity == null) {
            return List.of();
        }
        observed = observed.until(newest);
        judge.upkeep().decide(entity, horizon, observed, sink);
        List<Account> accounts = judge.account(routed, entity);
        entities.changed(entity, Long.MAX_VALUE);
        return accounts;
    }

    /** Every alert that stands, by its id; of two with one id the one that is not in shadow mode comes first. */
    public SortedMap<String, Alert> alerts() {
        judgeHeld();
        observed = observed.until(newest);
        entities.decoded().forEach(entity -> judge.upkeep().publishGrowth(entity, horizon, observed, sink));
        TreeMap<String, Alert> standing = new TreeMap<>(alerts);
        standing.values().removeIf(Alert::retracted);
        return standing;
    }

    Collection<Entity> entities() {
        judgeHeld();
        return entities.all();
    }

    /** How many keys have state, but for the last few records. */
    public int keys() {
        return entities.size();
    }
}
