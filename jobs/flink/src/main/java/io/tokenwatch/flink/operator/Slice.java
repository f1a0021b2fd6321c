package io.tokenwatch.flink.operator;

import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A part of an array, so that a state backend which serializes at once writes it from where it lies. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] bytes, int from, int length) {
    /** The bytes in an array of their own. */
    Slice copy() {
        return new Slice(Arrays.copyOfRange(bytes, from, from + length), 0, length);
    }

    /** The length, then the bytes: as Flink writes an array. */
    static final class Serializer extends TypeSerializerSingleton<Slice> {
        static final Serializer INSTANCE = new Serializer();

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public Slice createInstance() {
            return new Slice(new byte[0], 0, 0);
        }

        @Override
        public Slice copy(Slice from) {
            return from.copy();
        }

        @Override
        public Slice copy(Slice from, Slice reuse) {
            return from.copy();
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(Slice slice, DataOutputView target) throws IOException {
            target.writeInt(slice.length);
            target.write(slice.bytes, slice.from, slice.length);
        }

        @Override
        public Slice deserialize(DataInputView source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            return new Slice(bytes, 0, bytes.length);
        }

        @Override
        public Slice deserialize(Slice reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            int length = source.readInt();
            target.writeInt(length);
            target.write(source, length);
        }

        @Override
        public TypeSerializerSnapshot<Slice> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** What a savepoint knows the serializer by. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Slice> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }
}
