package io.tokenwatch.engine;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Routes each event by the pack in force at its time, and to the rules of later packs whose state begins with what happened before.
 * One thread. Costs three comparisons while one pack is in force.
 */
public final class PackRouter {
    /** Of what an event meets: no rule selects it. */
    public static final int NONE = KnownSets.NONE;

    /** Of what an event meets: some rule selects it, and which is not remembered. */
    public static final int SOME = KnownSets.UNKNOWN;

    private final Plans plans;
    private final Feeds feeds;
    private final Map<Integer, Router> routers = new HashMap<>();
    private final List<Past> pasts = new ArrayList<>();

    /**
     * Routes to the backfilled rules of one pack.
     *
     * @param until events before that
     */
    private record Past(int number, long until, Router router) {
        boolean covers(long time) {
            return time < until;
        }
    }

    private final @Nullable Prospects prospects;
    private Router current;
    private long from;
    private long until;
    /** The latest end of a backfill. */
    private long backfilledUntil;
    /** By routers that are gone. */
    private long leftOut;

    public PackRouter(Plans plans) {
        this(plans, new Feeds());
    }

    /** @param feeds is told of what shows that an issuer tells */
    public PackRouter(Plans plans, Feeds feeds) {
        this(plans, feeds, null);
    }

    /**
     * One that writes down what keys meet, see {@link #foresee}; or, made when all is written down for the same log of packs, one that routes only
     * what something may come of.
     *
     * @param prospects null if they are not known: everything is routed
     */
    public PackRouter(Plans plans, Feeds feeds, @Nullable Prospects prospects) {
        this.plans = plans;
        this.feeds = feeds;
        this.prospects = prospects;
        this.current = choose(Long.MAX_VALUE);
        prepareBackfills();
    }

    private void prepareBackfills() {
        pasts.clear();
        backfilledUntil = Long.MIN_VALUE;
        for (Plans.Backfill backfill : plans.backfills()) {
            pasts.add(new Past(
                    backfill.plan().number(), backfill.until(), new Router(backfill.plan(), feeds, prospects)));
            backfilledUntil = Math.max(backfilledUntil, backfill.until());
        }
    }

    /** The plans have changed. */
    public void update() {
        leftOut = keysLeftOut();
        routers.clear();
        current = choose(Long.MAX_VALUE);
        prepareBackfills();
    }

    /** The router of the pack in force at that time. */
    private Router current(long time) {
        if (time < from || time >= until) {
            current = choose(time);
        }
        return current;
    }

    private Router choose(long time) {
        int index = plans.indexAt(time);
        from = plans.from(index);
        until = index + 1 < plans.size() ? plans.from(index + 1) : Long.MAX_VALUE;
        return routers.computeIfAbsent(index, i -> new Router(plans.get(i), feeds, prospects));
    }

    /** Those that may be there for events of that time: mostly none. */
    private List<Past> pasts(long time) {
        return time < backfilledUntil ? pasts : List.of();
    }

    /** See {@link Router#keysLeftOut}. */
    public long keysLeftOut() {
        long all = leftOut;
        for (Router router : routers.values()) {
            all += router.keysLeftOut();
        }
        for (Past past : pasts) {
            all += past.router.keysLeftOut();
        }
        return all;
    }

    /** Whether any rule selects the event: what none selects, {@link #route} makes nothing of. */
    public boolean selects(TokenEvent event) {
        long time = event.eventTime();
        boolean any = current(time).selects(event);
        for (Past past : pasts(time)) {
            any |= past.covers(time) && past.router.selects(event);
        }
        return any;
    }

    /**
     * Writes down in the prospects what the keys of the event meet; returns what the event meets, for {@link #route(TokenEvent, int, long, Consumer)}:
     * {@link #NONE} if no rule selects it.
     */
    public int foresee(TokenEvent event) {
        long time = event.eventTime();
        int met = current(time).foresee(event);
        for (Past past : pasts(time)) {
            if (past.covers(time)) {
                met = either(met, past.router.foresee(event));
            }
        }
        return met;
    }

    /** What an event meets, of which two routers have foreseen these. */
    public static int either(int one, int other) {
        return one == NONE && other == NONE ? NONE : SOME;
    }

    /**
     * Routes an event that was {@linkplain #foresee foreseen}.
     *
     * @param met what it meets by a router with the same prospects; without prospects it is matched again
     */
    public void route(TokenEvent event, int met, long appendTime, Consumer<Routed> out) {
        if (met == SOME || prospects == null) {
            route(event, appendTime, out);
        } else if (met != NONE) {
            current(event.eventTime()).route(event, met, appendTime, out);
        }
    }

    /** See {@link Router#route}. */
    public void route(TokenEvent event, long appendTime, Consumer<Routed> out) {
        long time = event.eventTime();
        current(time).route(event, appendTime, out);
        for (Past past : pasts(time)) {
            if (past.covers(time)) {
                past.router.route(event, appendTime, out);
            }
        }
    }

    /**
     * Routes an event to the backfilled rules of one pack alone, if it happened before they were in force.
     *
     * @param number see {@link io.tokenwatch.rule.PackLog.Tenure#backfillNumber}; one that no pack has does nothing
     */
    public void backfill(int number, TokenEvent event, long appendTime, Consumer<Routed> out) {
        long time = event.eventTime();
        for (Past past : pasts(time)) {
            if (past.number == number && past.covers(time)) {
                past.router.route(event, appendTime, out);
            }
        }
    }
}
