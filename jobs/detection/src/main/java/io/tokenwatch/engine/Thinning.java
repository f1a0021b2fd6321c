package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.detector.Answered;
import io.tokenwatch.detector.Counted;
import io.tokenwatch.detector.Omissions;
import io.tokenwatch.detector.Repeats;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.state.Bits;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Captured;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a key say nothing that others do not say: uses of a token whose issuance is there, or an issuer that a resource server has
 * accepted before and goes on to. One thread.
 */
final class Thinning {
    private static final Hasher64 VALUES = Hashing.xxh3_64();
    /** Times are known to so small a part of the slice or window: writing down each would cost more than it saves. */
    private static final int GRAINS = 512;

    private static final long SLICE = 0x9E3779B97F4A7C15L;
    private static final long EARLIEST = 0xC2B2AE3D27D4EB4FL;
    private static final long ANSWERED = 0x165667B19E3779F9L;
    private static final long COUNTED = 0x27D4EB2F165667C5L;

    private final Spans spans;
    private final int[] shapes;
    private final @Nullable Repeats[] repeats;
    /** What tells repeated events apart; null where nothing does. */
    private final @Nullable Field[] told;

    private final @Nullable Answered[] answered;
    /** Per rule: null where windows are not counted. */
    private final @Nullable Counted[] counted;

    private final Tallies tallies;
    private final Prospects prospects;
    private final BytesOut value = new BytesOut(64);

    Thinning(List<Rule> rules, Prospects prospects) {
        this.prospects = prospects;
        this.spans = prospects.spans();
        this.tallies = prospects.tallies();
        shapes = new int[rules.size()];
        repeats = new @Nullable Repeats[shapes.length];
        told = new @Nullable Field[shapes.length];
        answered = new @Nullable Answered[shapes.length];
        counted = new @Nullable Counted[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            Omissions omitted = rules.get(i).detector().omissions();
            shapes[i] = rules.get(i).shape();
            Repeats repeated = omitted.repeats();
            repeats[i] = repeated;
            told[i] = repeated == null || repeated.capture() < 0
                    ? null
                    : rules.get(i).captures().get(repeated.capture());
            answered[i] = omitted.answered();
            counted[i] = omitted.counted();
        }
    }

    /** Whether it is to be written down that a key has met these steps of the rule. */
    boolean asks(int rule, int steps) {
        Repeats repeated = repeats[rule];
        Counted windows = counted[rule];
        return answered[rule] != null
                || (repeated != null && (repeated.steps() & steps) != 0)
                || (windows != null && (windows.steps() & steps) != 0);
    }

    /** Writes down that a key has met these steps of the rule by the event. */
    void note(long keyHigh, long keyLow, int rule, int steps, TokenEvent event) {
        Repeats repeated = repeats[rule];
        Answered answer = answered[rule];
        Counted windows = counted[rule];
        if (repeated == null && answer == null && windows == null) {
            return;
        }
        long time = event.eventTime();
        long key = key(keyHigh, keyLow, rule);
        if (windows != null && (windows.steps() & steps) != 0) {
            tallies.add(window(key, windows, time));
        }
        if (repeated != null && (repeated.steps() & steps) != 0 && shows(rule, event)) {
            spans.within(slice(key, rule, repeated, event), time, repeated.slice() / GRAINS);
            if (repeated.earliest() > 0) {
                spans.among(Bits.mix(key ^ EARLIEST), time, repeated.earliest());
            }
        }
        if (answer != null) {
            long hash = Bits.mix(key ^ ANSWERED);
            if ((steps & 1 << answer.question()) != 0) {
                spans.around(hash, time, Math.max(0, answer.before()) / GRAINS);
            }
            if ((steps & 1 << answer.answer()) != 0) {
                answer(hash, answer, time);
            }
        }
    }

    /** Any one answer is enough where it answers all; others are written down where they are far from it. */
    private void answer(long hash, Answered answer, long time) {
        spans.any(hash, time);
        int entry = spans.find(hash);
        if (entry != Spans.NONE) {
            long stretch = Math.floorDiv(time, stretch(answer));
            if (stretch != Math.floorDiv(spans.any(entry), stretch(answer))) {
                spans.any(Bits.mix(hash + stretch), time);
            }
        }
    }

    /** Between any answers of two such stretches, one after the other, no question is without one. */
    private static long stretch(Answered answer) {
        return Math.max(1, (answer.before() + answer.after()) / 2);
    }

    /** Whether something may come of it that the key has met these steps of the rule by the event. */
    boolean mayMatter(long keyHigh, long keyLow, int rule, int steps, TokenEvent event) {
        Repeats repeated = repeats[rule];
        Answered answer = answered[rule];
        Counted windows = counted[rule];
        if (repeated == null && answer == null && windows == null) {
            return true;
        }
        long key = key(keyHigh, keyLow, rule);
        if (windows != null && tallies.of(window(key, windows, event.eventTime())) < windows.least()) {
            return false;
        }
        return !prospects.copiesAgree()
                || (!(answer != null && isAnswered(Bits.mix(key ^ ANSWERED), answer))
                        && !(repeated != null
                                && (steps & ~repeated.steps()) == 0
                                && isRepeated(key, rule, repeated, event)));
    }

    private static long window(long key, Counted windows, long time) {
        return Bits.mix(Bits.mix(key ^ COUNTED) + Math.floorDiv(time, windows.width()));
    }

    /**
     * Whether each of the questions that are decided within the history has an answer, so that the key comes to nothing; that is looked for
     * once.
     */
    private boolean isAnswered(long hash, Answered answer) {
        int entry = spans.find(hash);
        boolean answered = entry != Spans.NONE && isAnswered(hash, entry, answer);
        if (answered) {
            spans.settle(entry);
        }
        return answered;
    }

    private boolean isAnswered(long hash, int entry, Answered answer) {
        long first = spans.first(entry);
        long last = Math.min(spans.last(entry), prospects.last() - answer.after());
        if (first > last) {
            return true;
        }
        long known = spans.any(entry);
        if (known == Long.MIN_VALUE) {
            return false;
        }
        long width = stretch(answer);
        long beyond = Math.floorDiv(last + answer.after(), width);
        for (long stretch = Math.floorDiv(first - answer.before(), width); stretch <= beyond; stretch++) {
            long time = stretch == Math.floorDiv(known, width) ? known : other(Bits.mix(hash + stretch));
            if (time != Long.MIN_VALUE) {
                if (time - answer.after() > first) {
                    return false;
                }
                first = Math.max(first, time + answer.before() + 1);
                if (first > last) {
                    return true;
                }
            }
        }
        return false;
    }

    private long other(long hash) {
        int entry = spans.find(hash);
        return entry == Spans.NONE ? Long.MIN_VALUE : spans.any(entry);
    }

    private boolean isRepeated(long key, int rule, Repeats repeated, TokenEvent event) {
        if (!shows(rule, event)) {
            return true;
        }
        long time = event.eventTime();
        int entry = spans.find(slice(key, rule, repeated, event));
        if (entry == Spans.NONE || time <= spans.first(entry) || time >= spans.last(entry)) {
            return false;
        }
        int earliest = repeated.earliest() == 0 ? Spans.NONE : spans.find(Bits.mix(key ^ EARLIEST));
        return repeated.earliest() == 0
                || (earliest != Spans.NONE && spans.isBeyond(earliest, time, repeated.earliest()));
    }

    private boolean shows(int rule, TokenEvent event) {
        Field field = told[rule];
        return field == null || event.has(field);
    }

    private long slice(long key, int rule, Repeats repeated, TokenEvent event) {
        long hash = key ^ SLICE;
        Field field = told[rule];
        if (field != null) {
            value.clear();
            Captured.write(value, event, field);
            hash ^= VALUES.hashBytesToLong(value.array(), 0, value.size());
        }
        return Bits.mix(Bits.mix(hash) + Math.floorDiv(event.eventTime(), repeated.slice()));
    }

    private long key(long keyHigh, long keyLow, int rule) {
        return Bits.mix(keyHigh + Bits.mix(keyLow + shapes[rule]));
    }
}
