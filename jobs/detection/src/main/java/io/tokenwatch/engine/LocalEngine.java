package io.tokenwatch.engine;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import java.util.Collection;
import java.util.List;

/**
 * The same route and judge in a plain loop, with its state on the heap: for rule tests, replay, and as the oracle of the live
 * job. Events may come in any order; state is forgotten only as far as {@link #advance} says.
 */
public final class LocalEngine {
    private final Plans plans;
    private final PackRouter router;
    private final Feeds feeds = new Feeds();
    private final Shard keys;

    public LocalEngine(RulePack pack) {
        this(PackLog.of(pack));
    }

    /** Judges each event by the pack that was in force at its time. */
    public LocalEngine(PackLog log) {
        this(log, (alert, change) -> {});
    }

    /** @param told hears of every change of an alert, also of those in shadow mode; of the last few records only when somebody asks for {@link #alerts} or sweeps */
    public LocalEngine(PackLog log, AlertSink told) {
        this.plans = new Plans(log);
        this.router = new PackRouter(plans, feeds);
        this.keys = new Shard(plans, feeds, told);
    }

    public void accept(TokenEvent event) {
        reach(event.eventTime());
        router.route(event, 0, this::accept);
    }

    public void accept(Routed routed) {
        keys.accept(routed);
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
        keys.reach(time);
    }

    /** Promises that every event still to come is at or after that time (ms since the epoch). */
    public void advance(long time) {
        keys.advance(time);
    }

    /** Forgets what can no longer matter, key by key. */
    public void sweep() {
        keys.sweep();
    }

    /** What a record that was accepted has come to; empty if nothing is known of its key. */
    public List<Account> account(Routed routed) {
        return keys.account(routed);
    }

    /** Every alert that stands, by its id. */
    public Collection<Alert> alerts() {
        return keys.alerts().values();
    }

    /** See {@link Router#keysLeftOut}. */
    public long keysLeftOut() {
        return router.keysLeftOut();
    }

    /** What the rules of the latest pack keep now; {@link #sweep} first, or it counts what could be forgotten. */
    public Footprint footprint() {
        return Footprint.of(plans.at(Long.MAX_VALUE), keys.entities());
    }

    /** How many keys have state, but for the last few records. */
    public int keys() {
        return keys.keys();
    }
}
