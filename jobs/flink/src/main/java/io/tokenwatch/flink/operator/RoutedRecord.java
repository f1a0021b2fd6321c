package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** A {@link Routed} on the wire between tasks. Reused on the way out; each that is read is a new one. */
public final class RoutedRecord implements CopyableValue<RoutedRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    private transient Routed routed = new Routed();
    private final transient Key128 key = new Key128();

    public RoutedRecord() {}

    /** Wraps without copying. */
    public RoutedRecord over(Routed other) {
        routed = other;
        key.set(other.keyHigh, other.keyLow);
        return this;
    }

    public Routed routed() {
        return routed;
    }

    /** Reused with the record: copy what is to be kept. */
    public Key128 key() {
        return key;
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(RoutedRecord target) {
        target.over(routed.copy());
    }

    @Override
    public RoutedRecord copy() {
        return new RoutedRecord().over(routed.copy());
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        RoutedRecord record = new RoutedRecord();
        record.read(in);
        record.write(out);
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        out.writeLong(routed.keyHigh);
        out.writeLong(routed.keyLow);
        out.writeLong(routed.time);
        out.writeLong(routed.hash);
        out.writeLong(routed.appendTime);
        out.writeInt(routed.pack);
        out.writeShort(routed.group);
        out.writeInt(routed.length);
        out.write(routed.payload, 0, routed.length);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        routed.keyHigh = in.readLong();
        routed.keyLow = in.readLong();
        routed.time = in.readLong();
        routed.hash = in.readLong();
        routed.appendTime = in.readLong();
        routed.pack = in.readInt();
        routed.group = in.readShort();
        routed.length = in.readInt();
        if (routed.payload.length < routed.length) {
            routed.payload = new byte[routed.length]; // Flink makes a new record for each that it reads
        }
        in.readFully(routed.payload, 0, routed.length);
        key.set(routed.keyHigh, routed.keyLow);
    }
}
