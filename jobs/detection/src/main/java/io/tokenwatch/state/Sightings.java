package io.tokenwatch.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a key has shown which values: disjoint intervals per value, joined where the gap is at most {@code forgetAfter},
 * each with the evidence of its first sighting; and the key's earliest events, from which its learning is counted. It can be asked to
 * remember of each value that it was seen, and when last, for ever.
 *
 * <p>Bounded to {@code maxValues} values (those with the smallest bytes stay, and it says {@link #truncated}).
 */
public final class Sightings {
    /** One run of sightings of a value; times in milliseconds since the epoch. */
    public static final class Interval {
        private Evidence first;
        private long last;

        private Interval(Evidence first, long last) {
            this.first = first;
            this.last = last;
        }

        public Evidence first() {
            return first;
        }

        public long last() {
            return last;
        }
    }

    /** Takes an interval of a value, and the one of the same value before it if that is remembered. */
    @FunctionalInterface
    public interface Visitor {
        void visit(byte[] value, @Nullable Interval before, Interval interval);
    }

    private static final class Value {
        private final byte[] bytes;
        private final List<Interval> intervals = new ArrayList<>(1);

        private Value(byte[] bytes) {
            this.bytes = bytes;
        }

        private byte[] bytes() {
            return bytes;
        }
    }

    /** They are apart, so what begins first ends first. */
    private static final Comparator<Interval> BY_TIME = (a, b) -> Evidence.compare(a.first, b.first);

    private final long forgetAfter;
    private final int maxValues;
    private final boolean remembers;
    private final Earliest earliest;
    private final List<Value> values = new ArrayList<>();
    private boolean truncated;

    /**
     * @param forgetAfter milliseconds without a sighting after which a value is new again
     * @param minEvents how many of the key's earliest events are remembered
     * @param maxValues how many values a key may show before it is truncated
     * @param remembers whether the last interval of each value is kept when it is forgotten, so that its return can be told
     */
    public Sightings(long forgetAfter, int minEvents, int maxValues, boolean remembers) {
        this.forgetAfter = forgetAfter;
        this.maxValues = maxValues;
        this.remembers = remembers;
        this.earliest = new Earliest(Math.max(1, minEvents));
    }

    public Earliest earliest() {
        return earliest;
    }

    public boolean truncated() {
        return truncated;
    }

    public boolean isEmpty() {
        return earliest.isEmpty();
    }

    /** Says that an event showed more values than are looked at. */
    public void truncate() {
        truncated = true;
    }

    /**
     * Records that the value was seen; says whether an interval began, began earlier, or two became one; or, of those that remember,
     * lasted longer before another.
     */
    public boolean add(byte[] value, Evidence evidence) {
        return add(value, new Interval(evidence, evidence.time()));
    }

    private boolean add(byte[] bytes, Interval sighting) {
        Value value = find(bytes);
        if (value == null) {
            value = new Value(bytes);
            value.intervals.add(own(sighting));
            values.add(value);
            trim();
            return true;
        }
        return join(value.intervals, sighting);
    }

    private @Nullable Value find(byte[] bytes) {
        for (int i = 0; i < values.size(); i++) {
            if (Arrays.equals(values.get(i).bytes, bytes)) {
                return values.get(i);
            }
        }
        return null;
    }

    private static Interval own(Interval sighting) {
        return new Interval(sighting.first.copy(), sighting.last);
    }

    private boolean join(List<Interval> intervals, Interval sighting) {
        Interval joined = null;
        boolean changed = false;
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            if (sighting.first.time() - interval.last > forgetAfter
                    || interval.first.time() - sighting.last > forgetAfter) {
                continue;
            }
            if (joined == null) {
                joined = interval;
                if (precedes(sighting.first, interval.first)) {
                    interval.first = sighting.first.copy();
                    changed = true;
                }
            } else {
                intervals.remove(i--);
                joined.first = precedes(joined.first, interval.first) ? joined.first : interval.first;
                joined.last = Math.max(joined.last, interval.last);
                changed = true;
            }
            changed |= remembers && sighting.last > joined.last && intervals.size() > 1;
            joined.last = Math.max(joined.last, sighting.last);
        }
        if (joined == null) {
            intervals.add(own(sighting));
            return true;
        }
        return changed;
    }

    /** By time and identity; of copies of one event that differ, by their bytes. */
    private static boolean precedes(Evidence a, Evidence b) {
        int order = Evidence.compare(a, b);
        return order != 0 ? order < 0 : Evidence.compareBytes(a, b) < 0;
    }

    private void trim() {
        if (values.size() > maxValues) {
            values.sort(Comparator.comparing(Value::bytes, Arrays::compareUnsigned));
            values.remove(values.size() - 1);
            truncated = true;
        }
    }

    /** Each interval of each value, with the value's bytes. */
    public void forEach(Visitor visitor) {
        for (Value value : values) {
            value.intervals.sort(BY_TIME);
            for (int i = 0; i < value.intervals.size(); i++) {
                visitor.visit(value.bytes, i == 0 ? null : value.intervals.get(i - 1), value.intervals.get(i));
            }
        }
    }

    /** Drops the intervals that no event at or after the horizon can join; the last of each value stays if it is to be remembered. */
    public void forget(long horizon) {
        for (int i = 0; i < values.size(); i++) {
            List<Interval> intervals = values.get(i).intervals;
            intervals.sort(BY_TIME);
            int over = 0;
            while (over < intervals.size() && horizon - intervals.get(over).last > forgetAfter) {
                over++;
            }
            intervals.subList(0, remembers ? Math.max(0, over - 1) : over).clear();
            if (intervals.isEmpty()) {
                values.remove(i--);
            }
        }
    }

    public void merge(Sightings other) {
        earliest.merge(other.earliest);
        other.forEach((bytes, before, interval) -> add(bytes, interval));
        truncated |= other.truncated;
    }

    public void encode(BytesOut out) {
        earliest.encode(out);
        out.writeVarint((long) values.size() << 1 | (truncated ? 1 : 0));
        values.sort(Comparator.comparing(Value::bytes, Arrays::compareUnsigned));
        for (Value value : values) {
            out.writeBlock(value.bytes, 0, value.bytes.length);
            value.intervals.sort(BY_TIME);
            out.writeVarint(value.intervals.size());
            for (Interval interval : value.intervals) {
                Evidence first = interval.first;
                first.encode(out, 0);
                out.writeVarint(interval.last - first.time());
            }
        }
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public Sightings decode(BytesIn in) {
        earliest.decode(in);
        long head = in.readVarint();
        truncated = (head & 1) == 1;
        for (int i = (int) (head >>> 1); i > 0; i--) {
            Value value = new Value(in.readBlock());
            for (int j = in.readInt(); j > 0; j--) {
                Evidence first = Evidence.decode(in, 0);
                value.intervals.add(new Interval(first, first.time() + in.readVarint()));
            }
            values.add(value);
        }
        return this;
    }
}
