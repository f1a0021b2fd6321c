package io.tokenwatch.state;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import org.jspecify.annotations.Nullable;

/**
 * How many distinct events there are. Exact up to a bound; beyond it an estimate (UltraLogLog, Ertl 2023: mergeable, idempotent,
 * free of order; standard error 2.4 %).
 *
 * <p>Takes 16 bytes for each event that is counted exactly, and 1 KiB more once that is not all.
 */
public final class DistinctCount {
    private static final int SKETCH_PRECISION = 10;

    private final int exact;
    private final Earliest earliest;
    private @Nullable UltraLogLog sketch;
    /** What the sketch says; below zero if it has to be asked, which costs a microsecond. */
    private long estimate = -1;

    /** @param exact how many events are counted exactly; at least 1 */
    public DistinctCount(int exact) {
        this.exact = exact;
        this.earliest = new Earliest(exact);
    }

    /** The earliest events, as many as are counted exactly. */
    public Earliest earliest() {
        return earliest;
    }

    /** Distinct events; exact unless {@link #estimated}. */
    public long count() {
        if (sketch == null) {
            return earliest.size();
        }
        if (estimate < 0) {
            estimate = Math.max(earliest.size(), Math.round(sketch.getDistinctCountEstimate()));
        }
        return estimate;
    }

    public boolean estimated() {
        return sketch != null;
    }

    public void add(long time, long hash) {
        if (sketch == null && earliest.size() == exact && !earliest.contains(hash)) {
            sketch = sketchOf(earliest);
        }
        if (sketch != null) {
            sketch.add(hash);
            estimate = -1;
        }
        earliest.add(time, hash);
    }

    public void merge(DistinctCount other) {
        boolean beyond = earliest.distinctWith(other.earliest) > exact;
        if (sketch != null || other.sketch != null || beyond) {
            UltraLogLog mine = sketch == null ? sketchOf(earliest) : sketch;
            sketch = mine.add(other.sketch == null ? sketchOf(other.earliest) : other.sketch);
            estimate = -1;
        }
        earliest.merge(other.earliest);
    }

    private static UltraLogLog sketchOf(Earliest earliest) {
        UltraLogLog sketch = UltraLogLog.create(SKETCH_PRECISION);
        for (int i = 0; i < earliest.size(); i++) {
            sketch.add(earliest.hash(i));
        }
        return sketch;
    }

    public void encode(BytesOut out) {
        earliest.encode(out);
        byte[] bytes = sketch == null ? new byte[0] : sketch.getState();
        out.writeBlock(bytes, 0, bytes.length);
    }

    /** Fills this empty count from bytes that {@link #encode} wrote. */
    void decode(BytesIn in) {
        earliest.decode(in);
        byte[] bytes = in.readBlock();
        sketch = bytes.length == 0 ? null : UltraLogLog.wrap(bytes);
    }
}
