package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.detector.Novelty;
import io.tokenwatch.detector.Omissions;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a history leaves out of its records: the rules of which nothing can come at a key, because it never meets a step that they need, or
 * not in time, or by events that say nothing new; and what only they capture. One thread.
 */
final class Sieve {
    /** A step is common that one of so many events meets, of a few thousand at least. */
    private static final int COMMON = 4;

    private static final int EVENTS = 8_192;
    private static final Hasher64 VALUES = Hashing.xxh3_64();

    private final Prospects prospects;
    /** Per rule: its shape, the steps it needs (0 for none in particular), and which of them are asked for, as bits. */
    private final int[] shapes;

    private final int[] needed;
    private final int[] asked;
    /** Per rule: the field whose values are written down; null if there is none. Whether a key must have shown two of them. */
    private final @Nullable Field[] varying;

    private final boolean[] asksForTwo;
    /** Per rule: whether the history is too short for it. */
    private final boolean[] silent;

    private final Preludes preludes;
    private final Thinning thinning;
    private final Captures captures;
    private final long[] wanted;
    /** By the number of a route. */
    private @Nullable Asking[] byRoute = {};

    /** Of the last route that was asked about: which rules something of is to be written down. */
    private BitSet asking = new BitSet();

    /** Of so many events, how many have met each step of each rule. */
    private final int[] met;

    private int events;
    private int timesGivenUp;
    private final BytesOut kept = new BytesOut(64);

    /** What is to be written down of the events on a route, which is the same for all of them until a step is given up. */
    private final class Asking {
        private final Route route;
        private final BitSet rules = new BitSet();
        private int given;
        /** So many events have come that are not among {@link #met} yet. */
        private int events;

        Asking(Route route) {
            this.route = route;
            look();
        }

        void look() {
            given = timesGivenUp;
            rules.clear();
            for (int i = 0; i < route.size(); i++) {
                int rule = route.rule(i);
                rules.set(rule, asks(rule, route.steps(i)));
            }
        }

        void count() {
            for (int i = 0; i < route.size() && events > 0; i++) {
                int rule = route.rule(i);
                for (int bits = asked[rule] & route.steps(i); bits != 0; bits &= bits - 1) {
                    met[rule * Prospects.BITS + Integer.numberOfTrailingZeros(bits)] += events;
                }
            }
            events = 0;
        }
    }

    Sieve(Plan plan, Prospects prospects) {
        this.prospects = prospects;
        int rules = plan.rules().size();
        shapes = new int[rules];
        needed = new int[rules];
        asked = new int[rules];
        varying = new @Nullable Field[rules];
        met = new int[rules * Prospects.BITS];
        captures = new Captures(plan);
        asksForTwo = new boolean[rules];
        silent = new boolean[rules];
        preludes = new Preludes(plan, prospects.spans());
        thinning = new Thinning(plan.rules(), prospects);
        for (int i = 0; i < rules; i++) {
            Rule rule = plan.rules().get(i);
            shapes[i] = rule.shape();
            Omissions omitted = rule.detector().omissions();
            needed[i] = omitted.needed();
            asked[i] = prospects.asked(shapes[i], needed[i]);
            Novelty novelty = omitted.novelty();
            int varies = novelty == null ? omitted.varies() : novelty.capture();
            varying[i] = varies < 0 ? null : rule.captures().get(varies);
            asksForTwo[i] = novelty == null ? varies >= 0 : novelty.varies(prospects.extent());
            silent[i] = novelty != null && novelty.isBeyond(prospects.extent());
        }
        wanted = captures.none();
    }

    /** Whether anything is to be written down of the keys of an event on that route; counts which steps events meet. */
    boolean asks(Route route) {
        Asking known = asking(route);
        known.events++;
        asking = known.rules;
        return !asking.isEmpty();
    }

    private Asking asking(Route route) {
        int number = route.number();
        if (number >= byRoute.length) {
            byRoute = Arrays.copyOf(byRoute, 2 * number);
        }
        Asking known = byRoute[number];
        if (known == null || known.route != route) {
            if (known != null) {
                known.count();
            }
            known = new Asking(route);
            byRoute[number] = known;
        } else if (known.given != timesGivenUp) {
            known.look();
        }
        return known;
    }

    /** Whether it is of the key of this leg of it. */
    boolean asks(Leg leg) {
        for (int i = 0; i < leg.size(); i++) {
            if (asking.get(leg.rule(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is to be written down that a key has met these steps of the rule. */
    private boolean asks(int rule, int steps) {
        return (asked[rule] & steps) != 0 || varying[rule] != null || thinning.asks(rule, steps);
    }

    /** Writes down that a key has met those steps of the rules of this leg that are asked about, by the event. */
    void note(long keyHigh, long keyLow, Leg leg, TokenEvent event) {
        Field shown = null;
        for (int i = 0; i < leg.size(); i++) {
            int rule = leg.rule(i);
            int steps = leg.steps(i);
            if (!asking.get(rule)) {
                continue;
            }
            int asks = asked[rule] & steps;
            if (asks != 0) {
                prospects.note(keyHigh, keyLow, shapes[rule], asks);
                preludes.note(keyHigh, keyLow, rule, asks, event.eventTime());
            }
            thinning.note(keyHigh, keyLow, rule, steps, event);
            Field field = varying[rule];
            if (field != null && field != shown) {
                show(keyHigh, keyLow, field, event);
                shown = field; // rules that ask the same stand side by side
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // only within this process
    private void show(long keyHigh, long keyLow, Field field, TokenEvent event) {
        if (event.has(field)) {
            kept.clear();
            Captured.write(kept, event, field);
            prospects.show(keyHigh, keyLow, field.ordinal(), VALUES.hashBytesToLong(kept.array(), 0, kept.size()));
        }
    }

    @SuppressWarnings("EnumOrdinal")
    private boolean mayCome(long keyHigh, long keyLow, int rule, int steps, TokenEvent event) {
        Field field = varying[rule];
        return !silent[rule]
                && (asked[rule] == 0 || prospects.has(keyHigh, keyLow, shapes[rule], asked[rule]))
                && (field == null || !asksForTwo[rule] || prospects.varies(keyHigh, keyLow, field.ordinal()))
                && preludes.mayCome(keyHigh, keyLow, rule, steps, asked[rule], event.eventTime())
                && thinning.mayMatter(keyHigh, keyLow, rule, steps, event);
    }

    /** All steps of one event are written down. */
    void next() {
        if ((++events & (EVENTS - 1)) == 0) {
            for (Asking known : byRoute) {
                if (known != null) {
                    known.count();
                }
            }
            for (int rule = 0; rule < asked.length; rule++) {
                int common = 0;
                for (int step = 0; step < Prospects.BITS; step++) {
                    common |= met[rule * Prospects.BITS + step] > events / COMMON ? 1 << step : 0;
                }
                if ((common & asked[rule]) != 0) {
                    prospects.giveUp(shapes[rule], common);
                }
            }
            int now = prospects.timesGivenUp();
            if (now != timesGivenUp) {
                timesGivenUp = now;
                Arrays.setAll(asked, rule -> prospects.asked(shapes[rule], needed[rule]));
            }
        }
    }

    /** Writes how many and which of these rules something may come of at that key; false, and nothing is written, if there is none. */
    boolean sift(long keyHigh, long keyLow, Leg leg, TokenEvent event, BytesOut out) {
        kept.clear();
        Arrays.fill(wanted, 0);
        int count = 0;
        for (int i = 0; i < leg.size(); i++) {
            int rule = leg.rule(i);
            int steps = leg.steps(i);
            if (mayCome(keyHigh, keyLow, rule, steps, event)) {
                count++;
                kept.writeVarint(rule);
                kept.writeVarint(steps);
                captures.add(rule, wanted);
            }
        }
        if (count > 0) {
            out.writeVarint(count);
            out.writeBytes(kept.array(), 0, kept.size());
        }
        return count > 0;
    }

    /** Writes of an event what those that were last left capture of their group; of the other captures that they are absent: nobody asks. */
    void write(TokenEvent event, List<Field> ofGroup, CapturedFields captured, BytesOut out) {
        int next = 0;
        for (int word = 0; word < wanted.length; word++) {
            for (long bits = wanted[word]; bits != 0; bits &= bits - 1) {
                int capture = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (capture >= ofGroup.size()) {
                    break;
                }
                out.writeZeros(capture - next);
                captured.write(out, event, ofGroup.get(capture));
                next = capture + 1;
            }
        }
        out.writeZeros(ofGroup.size() - next);
    }
}
