package io.tokenwatch.flink.operator;

import java.io.IOException;
import java.io.Serial;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.jspecify.annotations.Nullable;

/** The 128-bit hash of group, tenant and key values. A {@link CopyableValue}, so that Flink needs no serializer class. */
public final class Key128 implements CopyableValue<Key128>, Comparable<Key128> {
    @Serial
    private static final long serialVersionUID = 1L;

    private long high;
    private long low;

    public Key128() {}

    public Key128(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** For records that are reused; never for a key that a map holds. */
    void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    @Override
    public int hashCode() {
        long mixed = high ^ low;
        return (int) (mixed ^ mixed >>> 32);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key128 key && key.high == high && key.low == low;
    }

    @Override
    public int compareTo(Key128 other) {
        int byHigh = Long.compare(high, other.high);
        return byHigh != 0 ? byHigh : Long.compare(low, other.low);
    }

    @Override
    public int getBinaryLength() {
        return 16;
    }

    @Override
    public void copyTo(Key128 target) {
        target.high = high;
        target.low = low;
    }

    @Override
    public Key128 copy() {
        return new Key128(high, low);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        out.write(in, 16);
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(high);
        out.writeLong(low);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        high = in.readLong();
        low = in.readLong();
    }
}
