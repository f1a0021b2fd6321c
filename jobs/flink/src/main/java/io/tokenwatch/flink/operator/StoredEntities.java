package io.tokenwatch.flink.operator;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/** Entities in Flink's keyed state: one value for each key. */
final class StoredEntities implements EntityStore {
    /** Of the number of a key group, at most. */
    private static final int KEY_GROUP_BITS = 15;

    private final AbstractStreamOperator<?> operator;
    private final ValueState<byte[]> stored;
    private final int maxParallelism;
    private final Key128 ordered = new Key128();

    /** @param operator whose key is set, and whose state it is */
    StoredEntities(AbstractStreamOperator<?> operator) {
        this.operator = operator;
        this.stored = operator.getRuntimeContext()
                .getState(new ValueStateDescriptor<>("entity", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        this.maxParallelism = operator.getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    @Override
    public byte @Nullable [] read(Key128 key) throws Exception {
        operator.setCurrentKey(key);
        return stored.value();
    }

    /** As RocksDB sorts: by key group, then by the bytes of the key. */
    @Override
    public long order(long high, long low) {
        ordered.set(high, low);
        long group = KeyGroupRangeAssignment.assignToKeyGroup(ordered, maxParallelism);
        return (group << (Long.SIZE - KEY_GROUP_BITS)) | (high >>> KEY_GROUP_BITS);
    }

    @Override
    public void write(Key128 key, byte[] value) throws Exception {
        operator.setCurrentKey(key);
        if (value.length == 0) {
            stored.clear();
        } else {
            stored.update(value);
        }
    }
}
