package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Telling;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.match.RuleIndex;
import io.tokenwatch.match.SelectionSet;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the selections of all rules once per event, and makes one {@link Routed} for each key that some matching rule
 * groups by. One thread; the Routed it hands out is valid until the consumer returns.
 */
public final class Router {
    private static final Hasher128 KEYS = Hashing.xxh3_128();
    private static final Hasher64 IDENTITIES = Hashing.xxh3_64();

    private final RuleIndex index;
    private final Feeds feeds;
    private final List<Rule> rules;
    private final Telling @Nullable [] told;
    private final SelectionSet met;
    private final Lanes lanes;
    private final Routes routes;
    /** Per lane: null where an event has one key at most. */
    private final @Nullable Spread[] spreads;

    private final BytesOut payload = new BytesOut(256);
    private final CapturedFields captured = new CapturedFields();
    private final BytesOut scratch = new BytesOut(128);
    /** Tenant and values of the key. */
    private final BytesOut key = new BytesOut(128);

    private final Routed routed = new Routed();
    /** Null where everything is to be judged. */
    private final @Nullable Sieve sieve;

    public Router(Plan plan) {
        this(plan, new Feeds());
    }

    /** @param feeds is told of what shows that an issuer tells */
    public Router(Plan plan, Feeds feeds) {
        this(plan, feeds, null);
    }

    /** @param prospects what the keys meet; null if that is not known before it is judged */
    Router(Plan plan, Feeds feeds, @Nullable Prospects prospects) {
        this(plan, plan.index(), feeds, prospects);
    }

    private Router(Plan plan, RuleIndex index, Feeds feeds, @Nullable Prospects prospects) {
        this.sieve = prospects == null ? null : new Sieve(plan, prospects);
        this.index = index;
        this.feeds = feeds;
        this.rules = plan.rules();
        this.told = plan.told();
        this.met = index.noSelections();
        this.lanes = new Lanes(plan);
        this.routes = new Routes(plan, index, lanes, prospects == null ? null : prospects.sets());
        this.routed.pack = plan.number();
        this.spreads = new @Nullable Spread[lanes.size()];
        for (int i = 0; i < spreads.length; i++) {
            Lane lane = lanes.get(i);
            spreads[i] = lane.spreads() ? new Spread(lane.fields().size()) : null;
        }
    }

    /** Does the same by testing every step of every rule on every event: shows what the index saves. */
    public static Router withoutIndex(Plan plan) {
        return new Router(plan, RuleIndex.loop(plan.rules()), new Feeds(), null);
    }

    /**
     * Routes an event, which must have its type, id and time.
     *
     * @param appendTime when it was appended to its log (ms since the epoch); 0 if unknown
     */
    public void route(TokenEvent event, long appendTime, Consumer<Routed> out) {
        index.select(event, met);
        if (!met.isEmpty()) {
            route(event, routes.of(met), appendTime, out);
        }
    }

    /** As {@link #route(TokenEvent, long, Consumer)}, of an event for which {@link #foresee} has given that number, of a {@link KnownSets} set. */
    void route(TokenEvent event, int number, long appendTime, Consumer<Routed> out) {
        route(event, routes.numbered(number), appendTime, out);
    }

    private void route(TokenEvent event, Route route, long appendTime, Consumer<Routed> out) {
        if (told != null) {
            tell(event, route, told);
        }
        routed.time = event.eventTime();
        routed.appendTime = appendTime;
        captured.begin();
        routed.hash = identity(event);
        for (Leg leg : route.legs()) {
            if (lanes.get(leg.lane()).isIn(event)) {
                emit(event, leg, spreads[leg.lane()], out);
            }
        }
    }

    /** Whether any rule selects the event, of which it then need not have a key. */
    boolean selects(TokenEvent event) {
        index.select(event, met);
        return !met.isEmpty();
    }

    /** Writes down in the prospects, which there must be, what the keys of the event meet; what the event meets, see {@link KnownSets}. */
    int foresee(TokenEvent event) {
        Sieve meets = java.util.Objects.requireNonNull(sieve);
        int number = KnownSets.NONE;
        if (selects(event)) {
            Route route = routes.of(met);
            number = route.number();
            if (meets.asks(route)) {
                captured.begin();
                for (Leg leg : route.legs()) {
                    if (meets.asks(leg) && lanes.get(leg.lane()).isIn(event)) {
                        foresee(event, leg, spreads[leg.lane()], meets);
                    }
                }
            }
        }
        meets.next();
        return number;
    }

    private void foresee(TokenEvent event, Leg leg, @Nullable Spread spread, Sieve meets) {
        Lane lane = lanes.get(leg.lane());
        if (spread == null) {
            key(event, lane, null);
            meets.note(routed.keyHigh, routed.keyLow, leg, event);
        } else {
            spread.over(event, lane.fields());
            while (spread.next()) {
                key(event, lane, spread);
                meets.note(routed.keyHigh, routed.keyLow, leg, event);
            }
        }
    }

    private void tell(TokenEvent event, Route route, Telling[] byRule) {
        for (int i : route.telling()) {
            int rule = route.rule(i);
            Telling of = byRule[rule];
            int telling = of.shown(route.steps(i), event);
            if (telling != 0 && hasKey(event, rule, telling)) {
                feeds.saw(
                        rules.get(rule).shape(), event.text(Field.TENANT), event.text(of.teller()), event.eventTime());
            }
        }
    }

    /** Without the key it could never be what was looked for: who tells issuances and not of which token tells nothing here. */
    private boolean hasKey(TokenEvent event, int rule, int stepBits) {
        int[] ofRule = lanes.of(rule);
        for (int i = 0; i < ofRule.length; i++) {
            boolean asked = ofRule.length == 1 || (lanes.steps(rule)[i] & stepBits) != 0;
            if (asked && lanes.get(ofRule[i]).isIn(event)) {
                return true;
            }
        }
        return false;
    }

    private long identity(TokenEvent event) {
        scratch.clear();
        captured.write(scratch, event, Field.TENANT);
        captured.write(scratch, event, Field.SOURCE);
        captured.write(scratch, event, Field.EVENT_ID);
        return IDENTITIES.hashBytesToLong(scratch.array(), 0, scratch.size());
    }

    private void emit(TokenEvent event, Leg leg, @Nullable Spread spread, Consumer<Routed> out) {
        if (spread == null) {
            if (fill(event, leg, null)) {
                out.accept(routed);
            }
        } else {
            spread.over(event, lanes.get(leg.lane()).fields());
            while (spread.next()) {
                if (fill(event, leg, spread)) {
                    out.accept(routed);
                }
            }
        }
    }

    /** How many selections were tested, over all events: of one that several rules share, once. */
    public long selectionsTested() {
        return met.tested();
    }

    /** How many keys were left out because an event had more than {@value Spread#MOST} of them in one group. */
    public long keysLeftOut() {
        long leftOut = 0;
        for (Spread spread : spreads) {
            leftOut += spread == null ? 0 : spread.leftOut();
        }
        return leftOut;
    }

    /** Whether there is anything to be judged. */
    private boolean fill(TokenEvent event, Leg leg, @Nullable Spread spread) {
        Lane lane = lanes.get(leg.lane());
        key(event, lane, spread);
        payload.clear();
        if (sieve == null) {
            payload.writeBytes(leg.head(), 0, leg.head().length);
        } else if (!sieve.sift(routed.keyHigh, routed.keyLow, leg, event, payload)) {
            return false;
        }
        payload.writeBytes(key.array(), 0, key.size());
        captured.writeId(payload, event);
        if (sieve == null) {
            for (Field capture : leg.captures()) {
                if (capture == null) {
                    payload.writeZeros(1);
                } else {
                    captured.write(payload, event, capture);
                }
            }
        } else {
            sieve.write(event, lane.group().captures(), captured, payload);
        }
        routed.payload = payload.array();
        routed.length = payload.size();
        return true;
    }

    private void key(TokenEvent event, Lane lane, @Nullable Spread spread) {
        Group group = lane.group();
        key.clear();
        captured.write(key, event, Field.TENANT);
        List<Field> keys = lane.fields();
        for (int i = 0; i < keys.size(); i++) {
            String element = spread == null ? null : spread.value(i);
            if (element == null) {
                captured.writeKey(key, event, keys.get(i));
            } else {
                Captured.write(key, element);
            }
        }
        HashValue128 hash = KEYS.hashBytesTo128Bits(key.array(), 0, key.size());
        routed.keyHigh = hash.getMostSignificantBits() ^ group.salt();
        routed.keyLow = hash.getLeastSignificantBits();
        routed.group = group.index();
    }
}
