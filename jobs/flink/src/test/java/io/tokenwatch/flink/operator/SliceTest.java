package io.tokenwatch.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final Slice SLICE = new Slice(new byte[] {9, 1, 2, 3, 9}, 1, 3);

    private final TypeSerializer<Slice> serializer = Slice.Serializer.INSTANCE;

    private byte[] written() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(SLICE, out);
        return out.getCopyOfBuffer();
    }

    @Test
    void isWrittenAsAnArrayOfItsBytes() throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(written());
        assertThat(BytePrimitiveArraySerializer.INSTANCE.deserialize(in)).containsExactly(1, 2, 3);
        assertThat(in.available()).isZero();
    }

    @Test
    void isReadAndCopiedIntoBytesOfItsOwn() throws IOException {
        Slice read = serializer.deserialize(new DataInputDeserializer(written()));
        assertThat(read.bytes()).containsExactly(1, 2, 3);
        assertThat(serializer.copy(SLICE).bytes()).containsExactly(1, 2, 3);
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(written()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(written());
    }

    @Test
    void aSavepointKnowsItsSerializerAgain() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<Slice> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), SliceTest.class.getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }
}
