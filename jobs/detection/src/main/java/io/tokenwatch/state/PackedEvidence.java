package io.tokenwatch.state;

/**
 * An encoded {@link EvidenceSet}, read from front to back and appended to, without decoding it. For the usual event, which is
 * the latest of its key and proves nothing; for all others the set is decoded. A view; reused.
 */
public final class PackedEvidence {
    /** From so many entries on, whatever can be forgotten is, however little. */
    private static final int MANY = 32;

    private final BytesIn in = new BytesIn(new byte[0]);
    private final Evidence view = new Evidence();
    private int start;
    private int first;
    private int left;
    private int count;
    private boolean truncated;
    private long threshold;
    /** How many entries will be left out; the first that stays begins at {@code keptAt}, its time aside. */
    private int dropped;

    private int keptAt;
    private long keptTime;

    private long time;
    private long hash;
    private int hashAt;
    private int valuesAt;

    /**
     * Points before the first entry of the set that begins there.
     *
     * @param forgetBefore entries before that time (ms since the epoch) may go when an event is appended
     */
    public PackedEvidence over(byte[] source, int from, long forgetBefore) {
        in.over(source, from, source.length);
        start = from;
        long head = in.readVarint();
        first = in.position();
        count = (int) (head >>> 1);
        truncated = (head & 1) == 1;
        left = count;
        threshold = forgetBefore;
        dropped = 0;
        time = 0;
        return this;
    }

    public int size() {
        return count;
    }

    public boolean truncated() {
        return truncated;
    }

    /** Moves to the next entry that stays; false after the last. */
    public boolean next() {
        while (left > 0) {
            boolean isFirst = left-- == count;
            time += in.readSigned();
            hashAt = in.position();
            hash = in.readLong();
            int length = in.readInt();
            valuesAt = in.position();
            in.skip(length);
            if (isFirst && time >= threshold - (count < MANY ? EvidenceSet.FORGETTING_GRAIN : 0)) {
                threshold = Long.MIN_VALUE;
            }
            if (time >= threshold) {
                if (dropped > 0 && threshold != Long.MIN_VALUE) {
                    keptAt = hashAt;
                    keptTime = time;
                    threshold = Long.MIN_VALUE;
                }
                return true;
            }
            dropped++;
        }
        return false;
    }

    /** Time of the entry, milliseconds since the epoch. */
    public long time() {
        return time;
    }

    /** Goes to the end; the time of the last entry that stays, the smallest number if none does. */
    public long last() {
        long last = Long.MIN_VALUE;
        while (next()) {
            last = time;
        }
        return last;
    }

    /** A view of the entry, valid until the next is asked for. */
    public Evidence entry() {
        return view.over(time, hash, 0, in.array(), valuesAt, in.position());
    }

    /** Whether the entry comes before the event, in the order of evidence, and is not a copy of it. */
    public boolean precedes(Evidence evidence) {
        return hash != evidence.hash()
                && (time < evidence.time()
                        || (time == evidence.time() && Long.compareUnsigned(hash, evidence.hash()) < 0));
    }

    /** Offset after the set, once {@link #next} has said false. */
    public int end() {
        return in.position();
    }

    /** Adds an event that all entries precede; to be called after the last. */
    public void append(Packed state, Evidence evidence) {
        int kept = count - dropped;
        int end = end() + front(state, kept);
        long delta = Varint.ofSigned(kept == 0 ? evidence.time() : evidence.time() - time);
        int length = evidence.length();
        state.splice(end, 0, Varint.size(delta) + Long.BYTES + Varint.size(length) + length);
        byte[] target = state.bytes();
        int p = Varint.put(target, end, delta);
        BytesIn.LONG.set(target, p, evidence.hash());
        p = Varint.put(target, p + Long.BYTES, length);
        System.arraycopy(evidence.bytes(), evidence.from(), target, p, length);
    }

    /** Writes the head anew, in the place of what goes; returns by how many bytes the set has grown. */
    private int front(Packed state, int kept) {
        long head = (kept + 1L) << 1 | (truncated ? 1 : 0);
        boolean retimed = dropped > 0 && kept > 0;
        int stays = kept == 0 ? end() : retimed ? keptAt : first;
        int room = Varint.size(head) + (retimed ? Varint.size(Varint.ofSigned(keptTime)) : 0);
        state.splice(start, stays - start, room);
        int p = Varint.put(state.bytes(), start, head);
        if (retimed) {
            Varint.put(state.bytes(), p, Varint.ofSigned(keptTime));
        }
        return room - (stays - start);
    }
}
