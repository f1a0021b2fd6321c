package io.tokenwatch.state;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When a key has shown which values: disjoint intervals per value, joined where the gap is at most {@code forgetAfter},
 * each with the evidence of its first sighting; and the key's earliest events, from which its learning is counted. It can be asked to
 * remember of each value that it was seen, and when last, for ever.
 *
 * <p>Bounded to {@code maxValues} values (those with the smallest bytes stay, and it says {@link #truncated}).
 */
public final class Sightings {
    /** What a sighting did. */
    public enum Seen {
        /** The value's interval goes on, or went on for longer than that. */
        KNOWN,
        /** The value is new. */
        NEW,
        /**
         * An interval began beside others of the value, or earlier than was known, or two became one, or another value had to go; or, of those that
         * remember, one lasted longer before another: what was concluded before may fall.
         */
        CHANGED;

        /** What both did. */
        public Seen and(Seen other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    /** One run of sightings of a value; times in milliseconds since the epoch. */
    public static final class Interval {
        private Evidence first;
        private long last;
        /** The next one of the value, more than {@code forgetAfter} later. */
        private @Nullable Interval next;

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
        private Interval first;

        private Value(byte[] bytes, Interval first) {
            this.bytes = bytes;
            this.first = first;
        }

        private void visit(Visitor visitor) {
            Interval before = null;
            for (Interval interval = first; interval != null; interval = interval.next) {
                visitor.visit(bytes, before, interval);
                before = interval;
            }
        }
    }

    private static final Comparator<Value> BY_BYTES =
            Comparator.comparing(value -> value.bytes, Arrays::compareUnsigned);

    private final long forgetAfter;
    private final int maxValues;
    private final boolean remembers;
    private final Earliest earliest;
    private Value[] values = new Value[4];
    /** Of the values: most keys have few, and looking through these touches one piece of memory. */
    private int[] hashes = new int[4];

    private int count;
    /** What the last event has done, and where the values begin that it has added. */
    private Seen seen = Seen.KNOWN;

    private int news;
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

    /** An event, whose values are to be added. */
    public void begin(Evidence evidence) {
        seen = earliest.add(evidence.time(), evidence.hash()) ? Seen.CHANGED : Seen.KNOWN;
        news = count;
    }

    /** Records that the event showed the value, which is in those bytes. */
    public void add(byte[] source, int from, int length, Evidence evidence) {
        seen = seen.and(add(source, from, length, new Interval(evidence, evidence.time())));
    }

    /** What the last event has done in all. */
    public Seen seen() {
        return seen;
    }

    private Seen add(byte[] source, int from, int length, Interval sighting) {
        firstEnd = Math.min(firstEnd, sighting.last);
        int hash = hash(source, from, length);
        int at = find(hash, source, from, length);
        if (at < 0) {
            insert(hash, new Value(Arrays.copyOfRange(source, from, from + length), own(sighting)));
            return trim() ? Seen.CHANGED : Seen.NEW;
        }
        return join(values[at], sighting) ? Seen.CHANGED : Seen.KNOWN;
    }

    private static int hash(byte[] source, int from, int length) {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    private int find(int hash, byte[] source, int from, int length) {
        for (int i = 0; i < count; i++) {
            if (hashes[i] == hash
                    && Arrays.equals(values[i].bytes, 0, values[i].bytes.length, source, from, from + length)) {
                return i;
            }
        }
        return -1;
    }

    private void insert(int hash, Value value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        values[count] = value;
        hashes[count++] = hash;
    }

    private void remove(int at) {
        count--;
        values[at] = values[count];
        hashes[at] = hashes[count];
    }

    private static Interval own(Interval sighting) {
        return new Interval(sighting.first.copy(), sighting.last);
    }

    /** Says whether more has changed than that an interval without another after it has become longer, as nearly all do. */
    private boolean join(Value value, Interval sighting) {
        Interval before = null;
        Interval at = value.first;
        while (at != null && sighting.first.time() - at.last > forgetAfter) {
            before = at;
            at = at.next;
        }
        if (at == null || at.first.time() - sighting.last > forgetAfter) {
            Interval between = own(sighting);
            between.next = at;
            if (before == null) {
                value.first = between;
            } else {
                before.next = between;
            }
            return true;
        }
        boolean changed = precedes(sighting.first, at.first);
        if (changed) {
            at.first = sighting.first.copy();
        }
        if (sighting.last > at.last) {
            at.last = sighting.last;
            changed |= remembers && at.next != null;
        }
        while (at.next != null && at.next.first.time() - at.last <= forgetAfter) {
            at.last = Math.max(at.last, at.next.last);
            at.next = at.next.next;
            changed = true;
        }
        return changed;
    }

    /** By time and identity; of copies of one event that differ, by their bytes. */
    private static boolean precedes(Evidence a, Evidence b) {
        int order = Evidence.compare(a, b);
        return order != 0 ? order < 0 : Evidence.compareBytes(a, b) < 0;
    }

    private boolean trim() {
        if (count <= maxValues) {
            return false;
        }
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = BY_BYTES.compare(values[i], values[largest]) > 0 ? i : largest;
        }
        remove(largest);
        truncated = true;
        return true;
    }

    /** Each interval of each value, with the value's bytes. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < count; i++) {
            values[i].visit(visitor);
        }
    }

    /** Those of the values that are {@link Seen#NEW}, where the last event has done nothing else. */
    public void forEachNew(Visitor visitor) {
        for (int i = news; i < count; i++) {
            values[i].visit(visitor);
        }
    }

    /** Drops the intervals that no event at or after the horizon can join; the last of each value stays if it is to be remembered. */
    public void forget(long horizon) {
        if (count == 0 || horizon - firstEnd <= forgetAfter) {
            return;
        }
        firstEnd = Long.MAX_VALUE;
        for (int i = count - 1; i >= 0; i--) {
            Interval left = values[i].first;
            while (left != null && isOver(left, horizon) && !(remembers && isLastOver(left, horizon))) {
                left = left.next;
            }
            if (left == null) {
                remove(i);
            } else {
                values[i].first = left;
                firstEnd = Math.min(firstEnd, left.last);
            }
        }
    }

    private boolean isOver(Interval interval, long horizon) {
        return horizon - interval.last > forgetAfter;
    }

    private boolean isLastOver(Interval interval, long horizon) {
        return interval.next == null || !isOver(interval.next, horizon);
    }

    public void merge(Sightings other) {
        seen = Seen.CHANGED;
        earliest.merge(other.earliest);
        other.forEach((bytes, before, interval) -> add(bytes, 0, bytes.length, interval));
        truncated |= other.truncated;
    }

    public void encode(BytesOut out) {
        earliest.encode(out);
        out.writeVarint((long) count << 1 | (truncated ? 1 : 0));
        Value[] inOrder = Arrays.copyOf(values, count);
        Arrays.sort(inOrder, BY_BYTES);
        for (Value value : inOrder) {
            out.writeBlock(value.bytes, 0, value.bytes.length);
            int intervals = 0;
            for (Interval interval = value.first; interval != null; interval = interval.next) {
                intervals++;
            }
            out.writeVarint(intervals);
            for (Interval interval = value.first; interval != null; interval = interval.next) {
                interval.first.encode(out, 0);
                out.writeVarint(interval.last - interval.first.time());
            }
        }
    }

    /** Fills this empty state from bytes that {@link #encode} wrote. */
    public Sightings decode(BytesIn in) {
        earliest.decode(in);
        long head = in.readVarint();
        truncated = (head & 1) == 1;
        for (int i = (int) (head >>> 1); i > 0; i--) {
            byte[] bytes = in.readBlock();
            int intervals = in.readInt();
            Interval last = interval(in);
            insert(hash(bytes, 0, bytes.length), new Value(bytes, last));
            for (int j = 1; j < intervals; j++) {
                last.next = interval(in);
                last = last.next;
            }
        }
        return this;
    }

    private Interval interval(BytesIn in) {
        Evidence first = Evidence.decode(in, 0);
        Interval interval = new Interval(first, first.time() + in.readVarint());
        firstEnd = Math.min(firstEnd, interval.last);
        return interval;
    }
}
