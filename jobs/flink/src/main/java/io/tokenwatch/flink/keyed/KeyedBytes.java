package io.tokenwatch.flink.keyed;

import io.tokenwatch.flink.operator.Key128;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;

/** Bytes on their way to the state of a key. Unchanging, but for {@link #read}, which Flink needs. */
public final class KeyedBytes implements CopyableValue<KeyedBytes> {
    public static final TypeInformation<KeyedBytes> TYPE = new ValueTypeInfo<>(KeyedBytes.class);

    @Serial
    private static final long serialVersionUID = 1L;

    private transient Key128 key = new Key128();
    private transient byte[] bytes = {};

    /** Nothing yet; for {@link #read}. */
    public KeyedBytes() {}

    /** Copies neither. */
    public KeyedBytes(Key128 key, byte[] bytes) {
        this.key = key;
        this.bytes = bytes;
    }

    public Key128 key() {
        return key;
    }

    /** Do not change them. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        key.write(out);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        key = new Key128();
        key.read(in);
        bytes = new byte[in.readInt()];
        in.readFully(bytes);
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(KeyedBytes target) {
        target.key = key;
        target.bytes = bytes;
    }

    @Override
    public KeyedBytes copy() {
        return new KeyedBytes(key, bytes);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        out.write(in, 16);
        int length = in.readInt();
        out.writeInt(length);
        out.write(in, length);
    }
}
