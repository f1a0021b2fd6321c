package io.tokenwatch.replay;

import io.tokenwatch.connector.Outcome;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of some records, but for the events that are judged. One thread. */
public final class Counts {
    /** Beyond this many, further types of records are counted together. */
    static final int MOST_TYPES = 1_000;

    private long records;
    private long outside;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private final SortedMap<String, Long> skipped = new TreeMap<>();

    /** An event of the period that was asked for. */
    public void event(long time) {
        records++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    /** An event of another time. */
    public void leaveOut() {
        records++;
        outside++;
    }

    /** A record that was read; the events in it are counted one by one. */
    public void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Skipped what) {
            records++;
            BoundedCounts.add(skipped, what.nativeType(), 1, MOST_TYPES);
        }
    }

    /** One that could not be read. */
    public void deadLetter() {
        records++;
    }

    /** Takes over what another has counted. */
    public void add(Counts other) {
        records += other.records;
        outside += other.outside;
        first = Math.min(first, other.first);
        last = Math.max(last, other.last);
        other.skipped.forEach((type, count) -> BoundedCounts.add(skipped, type, count, MOST_TYPES));
    }

    /** All of them; every event of a record is one. */
    public long records() {
        return records;
    }

    public long outside() {
        return outside;
    }

    /** Of records that say nothing about tokens, by their type. */
    public SortedMap<String, Long> skipped() {
        return skipped;
    }

    /** When the first event of the period happened, milliseconds since the epoch; {@link Long#MAX_VALUE} if there is none. */
    public long first() {
        return first;
    }

    /** When the last one happened; {@link Long#MIN_VALUE} if there is none. */
    public long last() {
        return last;
    }

    public void write(BytesOut out) {
        out.writeVarint(records);
        out.writeVarint(outside);
        out.writeSigned(first);
        out.writeSigned(last);
        out.writeVarint(skipped.size());
        skipped.forEach((type, count) -> {
            out.writeText(type);
            out.writeVarint(count);
        });
    }

    public static Counts read(BytesIn in) {
        Counts counts = new Counts();
        counts.records = in.readVarint();
        counts.outside = in.readVarint();
        counts.first = in.readSigned();
        counts.last = in.readSigned();
        for (int i = in.readInt(); i > 0; i--) {
            counts.skipped.put(in.readText(), in.readVarint());
        }
        return counts;
    }
}
