package io.tokenwatch.state;

import java.util.Arrays;

/** The earliest events of a set, by (time, hash), up to a fixed number, each once. */
public final class Earliest {
    private final int limit;
    private long[] times;
    private long[] hashes;
    private int count;

    public Earliest(int limit) {
        this.limit = limit;
        this.times = new long[Math.min(limit, 4)];
        this.hashes = new long[Math.min(limit, 4)];
    }

    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public boolean isFull() {
        return count == limit;
    }

    public long time(int index) {
        return times[index];
    }

    public long hash(int index) {
        return hashes[index];
    }

    /** How many of the remembered events are strictly before that time. */
    public int before(long time) {
        int n = 0;
        while (n < count && times[n] < time) {
            n++;
        }
        return n;
    }

    /** Adds an event; of two copies with different times the earlier counts. False if that changes nothing. */
    public boolean add(long time, long hash) {
        int twin = indexOf(hash);
        if (twin >= 0) {
            if (times[twin] <= time) {
                return false;
            }
            System.arraycopy(times, twin + 1, times, twin, count - twin - 1);
            System.arraycopy(hashes, twin + 1, hashes, twin, count - twin - 1);
            count--;
        }
        int at = count;
        while (at > 0 && compare(time, hash, at - 1) < 0) {
            at--;
        }
        if (at == limit) {
            return false;
        }
        insert(at, time, hash);
        return true;
    }

    private void insert(int at, long time, long hash) {
        if (count == times.length && count < limit) {
            int more = Math.min(limit, count * 2);
            times = Arrays.copyOf(times, more);
            hashes = Arrays.copyOf(hashes, more);
        }
        int moved = Math.min(count, limit - 1) - at;
        System.arraycopy(times, at, times, at + 1, moved);
        System.arraycopy(hashes, at, hashes, at + 1, moved);
        times[at] = time;
        hashes[at] = hash;
        count = Math.min(count + 1, limit);
    }

    private int indexOf(long hash) {
        for (int i = count - 1; i >= 0; i--) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    boolean contains(long hash) {
        return indexOf(hash) >= 0;
    }

    private int compare(long time, long hash, int index) {
        int byTime = Long.compare(time, times[index]);
        return byTime != 0 ? byTime : Long.compareUnsigned(hash, hashes[index]);
    }

    /** How many distinct events both hold together. */
    int distinctWith(Earliest other) {
        int distinct = count;
        for (int i = 0; i < other.count; i++) {
            distinct += contains(other.hashes[i]) ? 0 : 1;
        }
        return distinct;
    }

    public void merge(Earliest other) {
        for (int i = 0; i < other.count; i++) {
            add(other.times[i], other.hashes[i]);
        }
    }

    public void encode(BytesOut out) {
        out.writeVarint(count);
        long previous = 0;
        for (int i = 0; i < count; i++) {
            out.writeSigned(times[i] - previous);
            previous = times[i];
            out.writeLong(hashes[i]);
        }
    }

    void decode(BytesIn in) {
        long time = 0;
        for (int i = in.readInt(); i > 0; i--) {
            time += in.readSigned();
            add(time, in.readLong());
        }
    }
}
