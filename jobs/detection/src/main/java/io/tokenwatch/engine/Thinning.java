package io.tokenwatch.engine;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.detector.Answered;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Repeats;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
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

    private final Spans spans;
    private final int[] shapes;
    private final @Nullable Repeats[] repeats;
    /** What tells repeated events apart; null where nothing does. */
    private final @Nullable Field[] told;

    private final @Nullable Answered[] answered;
    private final BytesOut value = new BytesOut(64);

    Thinning(List<Rule> rules, Spans spans) {
        this.spans = spans;
        shapes = new int[rules.size()];
        repeats = new @Nullable Repeats[shapes.length];
        told = new @Nullable Field[shapes.length];
        answered = new @Nullable Answered[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            Detector<?> detector = rules.get(i).detector();
            shapes[i] = rules.get(i).shape();
            Repeats repeated = detector.repeats();
            repeats[i] = repeated;
            told[i] = repeated == null || repeated.capture() < 0
                    ? null
                    : rules.get(i).captures().get(repeated.capture());
            answered[i] = detector.answered();
        }
    }

    /** Whether it is to be written down that a key has met these steps of the rule. */
    boolean asks(int rule, int steps) {
        Repeats repeated = repeats[rule];
        return answered[rule] != null || (repeated != null && (repeated.steps() & steps) != 0);
    }

    /** Writes down that a key has met these steps of the rule by the event. */
    void note(long keyHigh, long keyLow, int rule, int steps, TokenEvent event) {
        Repeats repeated = repeats[rule];
        Answered answer = answered[rule];
        if (repeated == null && answer == null) {
            return;
        }
        long time = event.eventTime();
        long key = key(keyHigh, keyLow, rule);
        if (repeated != null && (repeated.steps() & steps) != 0 && shows(rule, event)) {
            spans.within(slice(key, rule, repeated, event), time, repeated.slice() / GRAINS);
            if (repeated.earliest() > 0) {
                spans.among(mix(key ^ EARLIEST), time, repeated.earliest());
            }
        }
        if (answer != null) {
            long hash = mix(key ^ ANSWERED);
            if ((steps & 1 << answer.question()) != 0) {
                spans.around(hash, time, Math.max(0, answer.before()) / GRAINS);
            }
            if ((steps & 1 << answer.answer()) != 0) {
                spans.any(hash, time);
            }
        }
    }

    /** Whether something may come of it that the key has met these steps of the rule by the event. */
    boolean mayMatter(long keyHigh, long keyLow, int rule, int steps, TokenEvent event) {
        Repeats repeated = repeats[rule];
        Answered answer = answered[rule];
        if (repeated == null && answer == null) {
            return true;
        }
        long key = key(keyHigh, keyLow, rule);
        return !(answer != null && isAnswered(spans.find(mix(key ^ ANSWERED)), answer))
                && !(repeated != null && (steps & ~repeated.steps()) == 0 && isRepeated(key, rule, repeated, event));
    }

    private boolean isAnswered(int entry, Answered answer) {
        if (entry == Spans.NONE) {
            return false;
        }
        long first = spans.first(entry);
        long last = spans.last(entry);
        long time = spans.any(entry);
        return first > last
                || (time != Long.MIN_VALUE && first >= time - answer.after() && last <= time + answer.before());
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
        int earliest = repeated.earliest() == 0 ? Spans.NONE : spans.find(mix(key ^ EARLIEST));
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
        return mix(mix(hash) + Math.floorDiv(event.eventTime(), repeated.slice()));
    }

    private long key(long keyHigh, long keyLow, int rule) {
        return mix(keyHigh + mix(keyLow + shapes[rule]));
    }

    /** The end of MurmurHash3: every bit depends on every other. */
    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
