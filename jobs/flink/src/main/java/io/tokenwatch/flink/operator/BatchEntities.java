package io.tokenwatch.flink.operator;

import org.jspecify.annotations.Nullable;

/** BATCH execution: keys come one after another and never again, so one entity is held and nothing is stored. */
final class BatchEntities implements Entities {
    /** Told when a key is over. */
    interface Closing {
        void close(LiveEntity entity) throws Exception;
    }

    private final EntityStore store;
    private final Closing closing;
    private @Nullable LiveEntity current;

    BatchEntities(EntityStore store, Closing closing) {
        this.store = store;
        this.closing = closing;
    }

    @Override
    public LiveEntity get(Key128 key) throws Exception {
        LiveEntity held = current;
        if (held != null && held.isOf(key.high(), key.low())) {
            return held;
        }
        flush();
        store.read(key); // moves the key context on
        LiveEntity fresh = LiveEntity.of(key, null);
        current = fresh;
        return fresh;
    }

    @Override
    public void changed(LiveEntity entity) {}

    @Override
    public void flush() throws Exception {
        LiveEntity held = current;
        current = null;
        if (held != null) {
            closing.close(held);
        }
    }
}
