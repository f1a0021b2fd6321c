package io.tokenwatch.flink.keyed;

import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States in use, the last used of them, written back when they give way and at each flush. */
final class HeldStates<S> {
    /** Where they are kept. */
    interface Store {
        byte @Nullable [] read(Key128 key) throws Exception;

        /** Null removes it. */
        void write(Key128 key, byte @Nullable [] value) throws Exception;
    }

    /** How a state is written. */
    interface Form<S> {
        void encode(S state, BytesOut out);

        S decode(BytesIn in);
    }

    private final Store store;
    private final Form<S> form;
    private final int capacity;
    private final LinkedHashMap<Key128, Held<S>> used = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Held<S>> changed = new LinkedHashSet<>();

    private final BytesOut scratch = new BytesOut(512);

    HeldStates(Store store, Form<S> form, int capacity) {
        this.store = store;
        this.form = form;
        this.capacity = Math.max(1, capacity);
    }

    /** The key is copied if it is kept. What has changed must be {@link #changed} before the next call. */
    Held<S> get(Key128 key) throws Exception {
        Held<S> held = used.get(key);
        if (held != null) {
            return held;
        }
        if (used.size() >= capacity) {
            Iterator<Held<S>> oldest = used.values().iterator();
            Held<S> givesWay = oldest.next();
            oldest.remove();
            if (changed.remove(givesWay)) {
                write(givesWay);
            }
        }
        Held<S> loaded = new Held<>(key.copy());
        byte[] bytes = store.read(loaded.key);
        if (bytes != null) {
            BytesIn in = new BytesIn(bytes);
            loaded.timer = in.readLong();
            loaded.state = form.decode(in);
        }
        used.put(loaded.key, loaded);
        return loaded;
    }

    void changed(Held<S> held) {
        changed.add(held);
    }

    /** Writes what has changed since the last time. */
    void flush() throws Exception {
        for (Held<S> held : changed) {
            write(held);
            if (held.state == null) {
                used.remove(held.key);
            }
        }
        changed.clear();
    }

    private void write(Held<S> held) throws Exception {
        S state = held.state;
        if (state == null) {
            store.write(held.key, null);
        } else {
            scratch.clear();
            scratch.writeLong(held.timer);
            form.encode(state, scratch);
            store.write(held.key, scratch.toByteArray());
        }
    }
}
