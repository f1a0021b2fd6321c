package io.tokenwatch.flink.operator;

import io.tokenwatch.state.BytesOut;

/** No cache: each entity is read and written at each touch. The yardstick for {@link CachedEntities}. */
final class DirectEntities implements Entities {
    private final EntityStore store;
    private final BytesOut scratch = new BytesOut(512);

    DirectEntities(EntityStore store) {
        this.store = store;
    }

    @Override
    public LiveEntity get(Key128 key) throws Exception {
        return LiveEntity.of(key, store.read(key));
    }

    @Override
    public void changed(LiveEntity entity) throws Exception {
        entity.write(store, scratch);
    }

    @Override
    public void flush() {}
}
