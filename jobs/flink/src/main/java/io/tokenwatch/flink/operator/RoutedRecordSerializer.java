package io.tokenwatch.flink.operator;

import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Has a record write and read itself. Flink's serializer of values does so too, but makes each record that it reads by reflection. */
public final class RoutedRecordSerializer extends TypeSerializerSingleton<RoutedRecord> {
    static final RoutedRecordSerializer INSTANCE = new RoutedRecordSerializer();

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public RoutedRecord createInstance() {
        return new RoutedRecord();
    }

    @Override
    public RoutedRecord copy(RoutedRecord from) {
        return from.copy();
    }

    @Override
    public RoutedRecord copy(RoutedRecord from, RoutedRecord reuse) {
        from.copyTo(reuse);
        return reuse;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(RoutedRecord record, DataOutputView target) throws IOException {
        record.write(target);
    }

    @Override
    public RoutedRecord deserialize(DataInputView source) throws IOException {
        return deserialize(new RoutedRecord(), source);
    }

    @Override
    public RoutedRecord deserialize(RoutedRecord reuse, DataInputView source) throws IOException {
        reuse.read(source);
        return reuse;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        createInstance().copy(source, target);
    }

    @Override
    public TypeSerializerSnapshot<RoutedRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a savepoint knows it by. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RoutedRecord> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
