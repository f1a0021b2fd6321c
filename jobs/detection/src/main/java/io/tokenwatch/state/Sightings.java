package io.tokenwatch.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        private final int hash;

        private Value(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        private byte[] bytes() {
            return bytes;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Value value && hash == value.hash && Arrays.equals(bytes, value.bytes);
        }
    }

    private static final Comparator<Value> BY_BYTES = Comparator.comparing(Value::bytes, Arrays::compareUnsigned);

    /** They are apart, so what begins first ends first. */
    private static final Comparator<Interval> BY_TIME = (a, b) -> Evidence.compare(a.first, b.first);

    private final long forgetAfter;
    private final int maxValues;
    private final boolean remembers;
    private final Earliest earliest;
    private final Map<Value, List<Interval>> values = new HashMap<>(4);

    private boolean truncated;
    /** No interval ended before that, ms since the epoch. */
    private long firstEnd = Long.MAX_VALUE;

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
        firstEnd = Math.min(firstEnd, sighting.last);
        Value value = new Value(bytes);
        List<Interval> known = values.get(value);
        if (known == null) {
            List<Interval> intervals = new ArrayList<>(1);
            intervals.add(own(sighting));
            values.put(value, intervals);
            trim();
            return true;
        }
        return !goesOn(known, sighting) && join(known, sighting);
    }

    /** Whether the sighting only makes the one interval of a value longer, as nearly all do. */
    private boolean goesOn(List<Interval> intervals, Interval sighting) {
        if (intervals.size() != 1) {
            return false;
        }
        Interval interval = intervals.get(0);
        long gap = sighting.first.time() - interval.last;
        if (gap <= 0 || gap > forgetAfter) {
            return false;
        }
        interval.last = sighting.last;
        return true;
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
            values.remove(Collections.max(values.keySet(), BY_BYTES));
            truncated = true;
        }
    }

    /** Each interval of each value, with the value's bytes. */
    public void forEach(Visitor visitor) {
        values.forEach((value, intervals) -> {
            intervals.sort(BY_TIME);
            for (int i = 0; i < intervals.size(); i++) {
                visitor.visit(value.bytes, i == 0 ? null : intervals.get(i - 1), intervals.get(i));
            }
        });
    }

    /** Drops the intervals that no event at or after the horizon can join; the last of each value stays if it is to be remembered. */
    public void forget(long horizon) {
        if (values.isEmpty() || horizon - firstEnd <= forgetAfter) {
            return;
        }
        firstEnd = Long.MAX_VALUE;
        for (Iterator<List<Interval>> each = values.values().iterator(); each.hasNext(); ) {
            List<Interval> intervals = each.next();
            intervals.sort(BY_TIME);
            int over = 0;
            while (over < intervals.size() && horizon - intervals.get(over).last > forgetAfter) {
                over++;
            }
            intervals.subList(0, remembers ? Math.max(0, over - 1) : over).clear();
            if (intervals.isEmpty()) {
                each.remove();
            } else {
                firstEnd = Math.min(firstEnd, intervals.get(0).last);
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
        List<Map.Entry<Value, List<Interval>>> inOrder = new ArrayList<>(values.entrySet());
        inOrder.sort(Map.Entry.comparingByKey(BY_BYTES));
        for (Map.Entry<Value, List<Interval>> entry : inOrder) {
            byte[] bytes = entry.getKey().bytes;
            List<Interval> intervals = entry.getValue();
            out.writeBlock(bytes, 0, bytes.length);
            intervals.sort(BY_TIME);
            out.writeVarint(intervals.size());
            for (Interval interval : intervals) {
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
            List<Interval> intervals = new ArrayList<>(1);
            for (int j = in.readInt(); j > 0; j--) {
                Evidence first = Evidence.decode(in, 0);
                Interval interval = new Interval(first, first.time() + in.readVarint());
                intervals.add(interval);
                firstEnd = Math.min(firstEnd, interval.last);
            }
            values.put(value, intervals);
        }
        return this;
    }
}
