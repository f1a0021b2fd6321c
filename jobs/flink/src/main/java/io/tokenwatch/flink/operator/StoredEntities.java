package io.tokenwatch.flink.operator;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.jspecify.annotations.Nullable;

/** Entities in Flink's keyed state: one value for each key. */
final class StoredEntities implements EntityStore {
    /** Of the number of a key group, at most. */
    private static final int KEY_GROUP_BITS = 15;

    private final AbstractStreamOperator<?> operator;
    private final ValueState<Slice> stored;
    /** Whether the backend has serialized a value when it is handed back, rather than keeping it. */
    private final boolean serializes;

    private final int maxParallelism;
    private final Key128 ordered = new Key128();

    /** @param operator whose key is set, and whose state it is */
    StoredEntities(AbstractStreamOperator<?> operator) {
        this.operator = operator;
        this.stored =
                operator.getRuntimeContext().getState(new ValueStateDescriptor<>("entity", Slice.Serializer.INSTANCE));
        this.serializes = operator.getKeyedStateBackend().isSafeToReuseKVState();
        this.maxParallelism = operator.getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    @Override
    public byte @Nullable [] read(Key128 key) throws Exception {
        operator.setCurrentKey(key);
        Slice slice = stored.value();
        return slice == null ? null : slice.bytes();
    }

    /** As RocksDB sorts: by key group, then by the bytes of the key. */
    @Override
    public long order(long high, long low) {
        ordered.set(high, low);
        long group = KeyGroupRangeAssignment.assignToKeyGroup(ordered, maxParallelism);
        return (group << (Long.SIZE - KEY_GROUP_BITS)) | (high >>> KEY_GROUP_BITS);
    }

    @Override
    public void write(Key128 key, byte[] bytes, int from, int length) throws Exception {
        operator.setCurrentKey(key);
        if (length == 0) {
            stored.clear();
        } else {
            Slice slice = new Slice(bytes, from, length);
            stored.update(serializes ? slice : slice.copy());
        }
    }
}
