package io.tokenwatch.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events that matched one step of a rule for one key, in order of time, each once.
 *
 * <p>Up to {@link EvidenceBound#max} it holds them all. Beyond, it holds those that the bound keeps, a function of the
 * set alone, and says {@link #truncated}. Of two copies of one event that differ, the one with the smaller (time, bytes)
 * stays, whichever came first.
 */
public final class EvidenceSet {
    /** What adding an event did. */
    public enum Added {
        NEW,
        DUPLICATE,
        /** A differing copy of the event was there and has given way: what was concluded from it may fall. */
        REPLACED,
        /** Kept, and another had to go for it: what was concluded from that one may fall. */
        DISPLACED,
        /** Beyond the bound, and not among those kept. */
        BEYOND
    }

    /** Entries are forgotten at most once in that much event time, milliseconds: looking for them costs more than keeping them. */
    public static final long FORGETTING_GRAIN = 60_000;

    /** The start of the grain that the horizon is in. */
    public static long grain(long horizon) {
        return horizon == Long.MIN_VALUE ? horizon : horizon - Math.floorMod(horizon, FORGETTING_GRAIN);
    }

    private static final long[] NO_ENTRIES = {};
    private static final byte[] NO_BYTES = {};
    private static final int STRIDE = 3;

    private final EvidenceBound bound;
    private int count;
    /** Per entry: time, hash, and start and length of its bytes in the heap. */
    private long[] entries = NO_ENTRIES;

    private byte[] heap = NO_BYTES;
    private int heapEnd;
    private int heapLive;
    private boolean truncated;
    private long conflicts;
    /** While {@code limited}: the largest of the {@link EvidenceBound#max} smallest hashes. */
    private long limit;

    private boolean limited;

    public EvidenceSet(EvidenceBound bound) {
        this.bound = bound;
    }

    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** Whether events had to be left out because of the bound. */
    public boolean truncated() {
        return truncated;
    }

    /** How many differing copies of an event it has met since it was loaded. */
    public long conflicts() {
        return conflicts;
    }

    public long time(int index) {
        return entries[index * STRIDE];
    }

    public long hash(int index) {
        return entries[index * STRIDE + 1];
    }

    private int start(int index) {
        return (int) (entries[index * STRIDE + 2] >>> 32);
    }

    private int length(int index) {
        return (int) entries[index * STRIDE + 2];
    }

    /** Points the view at an entry; it is valid until the set changes. */
    public Evidence at(int index, int step, Evidence view) {
        return view.over(time(index), hash(index), step, heap, start(index), start(index) + length(index));
    }

    /** Index of the first entry at or after that time. */
    public int firstAtOrAfter(long time) {
        int low = 0;
        int high = count;
        if (count > 0 && time(count - 1) < time) {
            return count;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public Added add(Evidence evidence) {
        Added added = Added.NEW;
        int twin = indexOf(evidence.hash());
        if (twin >= 0) {
            int order = compareCopies(evidence, twin);
            conflicts += order == 0 ? 0 : 1;
            if (order >= 0) {
                return Added.DUPLICATE;
            }
            remove(twin, twin + 1);
            limited = false;
            added = Added.REPLACED;
        }
        int at = insert(evidence);
        if (count > bound.max()) {
            int held = count;
            boolean kept = (limited && Long.compareUnsigned(evidence.hash(), limit) > 0)
                    ? trimAround(at)
                    : trim(evidence.hash());
            if (added == Added.NEW) {
                return !kept ? Added.BEYOND : count < held ? Added.DISPLACED : Added.NEW;
            }
        }
        return added;
    }

    private int indexOf(long hash) {
        for (int i = count - 1; i >= 0; i--) {
            if (hash(i) == hash) {
                return i;
            }
        }
        return -1;
    }

    private int compareCopies(Evidence evidence, int index) {
        int byTime = Long.compare(evidence.time(), time(index));
        return byTime != 0
                ? byTime
                : Arrays.compareUnsigned(
                        evidence.bytes(),
                        evidence.from(),
                        evidence.from() + evidence.length(),
                        heap,
                        start(index),
                        start(index) + length(index));
    }

    /** Returns its index. */
    private int insert(Evidence evidence) {
        if (count * STRIDE == entries.length) {
            entries = Arrays.copyOf(entries, (count < 4 ? count + 1 : count + (count >> 1)) * STRIDE);
        }
        int start = store(evidence);
        int at = count;
        while (at > 0 && isBefore(evidence, at - 1)) {
            at--;
        }
        if (at < count) {
            shift(at, at + 1);
        }
        entries[at * STRIDE] = evidence.time();
        entries[at * STRIDE + 1] = evidence.hash();
        place(at, start, evidence.length());
        count++;
        return at;
    }

    private void place(int index, int start, int length) {
        entries[index * STRIDE + 2] = ((long) start << 32) | length;
    }

    private boolean isBefore(Evidence evidence, int index) {
        return evidence.time() < time(index)
                || (evidence.time() == time(index) && Long.compareUnsigned(evidence.hash(), hash(index)) < 0);
    }

    private int store(Evidence evidence) {
        int length = evidence.length();
        if (heapEnd + length > heap.length) {
            byte[] source = heap;
            int live = heapLive + length;
            heap = new byte[count < 2 ? live : live + (live >> 1)];
            heapEnd = 0;
            for (int i = 0; i < count; i++) {
                System.arraycopy(source, start(i), heap, heapEnd, length(i));
                place(i, heapEnd, length(i));
                heapEnd += length(i);
            }
        }
        int start = heapEnd;
        System.arraycopy(evidence.bytes(), evidence.from(), heap, start, length);
        heapEnd += length;
        heapLive += length;
        return start;
    }

    /** Moves the entries from {@code from} on to {@code to}. */
    private void shift(int from, int to) {
        System.arraycopy(entries, from * STRIDE, entries, to * STRIDE, (count - from) * STRIDE);
    }

    private void remove(int from, int to) {
        for (int i = from; i < to; i++) {
            heapLive -= length(i);
        }
        shift(to, from);
        count -= to - from;
    }

    /**
     * As {@link #trim}, of a set that was trimmed before one event came whose hash is not among the smallest: then only that event and
     * those beside it, at the ends or of the same minute, may have to go. Spares a busy key the sorting of all hashes at each event.
     */
    private boolean trimAround(int index) {
        boolean kept = true;
        int first = bound.firstBeside(this, index);
        for (int i = bound.lastBeside(this, index); i >= first; i--) {
            kept &= !trimAt(i) || i != index;
        }
        return kept;
    }

    /** Says whether the entry had to go. */
    private boolean trimAt(int index) {
        if (Long.compareUnsigned(hash(index), limit) <= 0 || bound.keepsForItsPlace(this, index)) {
            return false;
        }
        remove(index, index + 1);
        truncated = true;
        return true;
    }

    /** Leaves what the bound keeps; says whether that event is still there. */
    private boolean trim(long hash) {
        limit = bound.limit(this); // of what is kept too
        limited = true;
        boolean[] keep = bound.keep(this, limit);
        for (int i = count - 1; i >= 0; i--) {
            if (!keep[i]) {
                remove(i, i + 1);
                truncated = true;
            }
        }
        return indexOf(hash) >= 0;
    }

    /** Drops the entries before that time. */
    public void forgetBefore(long time) {
        if (count > 0 && time(0) < time) {
            remove(0, firstAtOrAfter(time));
            limited = false;
            truncated &= count > 0;
        }
    }

    public void merge(EvidenceSet other) {
        Evidence view = new Evidence();
        for (int i = 0; i < other.count; i++) {
            add(other.at(i, 0, view));
        }
        truncated |= other.truncated;
    }

    public void encode(BytesOut out) {
        out.writeVarint((long) count << 1 | (truncated ? 1 : 0));
        long previous = 0;
        for (int i = 0; i < count; i++) {
            out.writeSigned(time(i) - previous);
            previous = time(i);
            out.writeLong(hash(i));
            out.writeBlock(heap, start(i), length(i));
        }
    }

    public static EvidenceSet decode(BytesIn in, EvidenceBound bound) {
        EvidenceSet set = new EvidenceSet(bound);
        long head = in.readVarint();
        int count = (int) (head >>> 1);
        set.truncated = (head & 1) == 1;
        if (count > 0) {
            set.read(in, count);
        }
        return set;
    }

    /** Reads so many entries, which come in order, with room for one more: mostly a set is decoded to be added to. */
    private void read(BytesIn in, int entriesToRead) {
        entries = new long[(entriesToRead + 1) * STRIDE];
        int from = in.position();
        for (int i = 0; i < entriesToRead; i++) {
            in.readVarint();
            in.readLong();
            int length = in.readInt();
            in.skip(length);
            heapLive += length;
        }
        heap = new byte[heapLive + heapLive / entriesToRead + 16];
        in.position(from);
        long time = 0;
        for (; count < entriesToRead; count++) {
            time += in.readSigned();
            entries[count * STRIDE] = time;
            entries[count * STRIDE + 1] = in.readLong();
            int length = in.readInt();
            System.arraycopy(in.array(), in.position(), heap, heapEnd, length);
            in.skip(length);
            place(count, heapEnd, length);
            heapEnd += length;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EvidenceSet set && Arrays.equals(encoded(), set.encoded());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded());
    }

    private byte[] encoded() {
        BytesOut out = new BytesOut();
        encode(out);
        return out.toByteArray();
    }
}
