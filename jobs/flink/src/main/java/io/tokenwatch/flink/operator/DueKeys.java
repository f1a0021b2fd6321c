package io.tokenwatch.flink.operator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateCheckpointOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are to be looked at again, and when: the event-time timers of {@link DetectOperator}. Each key sets one for a time
 * that many share, and never takes it back, so a list per time does: 16 bytes per key and no object, where Flink's heap timers
 * take a hundred bytes and several misses of the cache. Kept in the raw keyed state: by key group, so that it can be rescaled.
 */
public final class DueKeys {
    /** What is done with a key whose time has come. */
    public interface Visit {
        void visit(Key128 key, long due) throws Exception;
    }

    private static final class Keys {
        private long[] halves = new long[4];
        private int size;

        private void add(long high, long low) {
            if (size == halves.length) {
                halves = Arrays.copyOf(halves, size * 2);
            }
            halves[size++] = high;
            halves[size++] = low;
        }
    }

    private final TreeMap<Long, Keys> byTime = new TreeMap<>();
    private long latestTime = Long.MIN_VALUE;
    private Keys latest = new Keys();

    /** @param time milliseconds since the epoch, rounded so that keys share it */
    public void add(Key128 key, long time) {
        add(key.high(), key.low(), time);
    }

    private void add(long high, long low, long time) {
        if (time != latestTime || byTime.isEmpty()) {
            latest = byTime.computeIfAbsent(time, t -> new Keys());
            latestTime = time;
        }
        latest.add(high, low);
    }

    /** Hands out every key that is due by then, and forgets it. Keys added meanwhile must be due later. */
    public void drain(long time, Visit visit) throws Exception {
        while (!byTime.isEmpty() && byTime.firstKey() <= time) {
            Map.Entry<Long, Keys> first = byTime.firstEntry();
            byTime.remove(first.getKey());
            latestTime = Long.MIN_VALUE;
            Keys keys = first.getValue();
            for (int i = 0; i < keys.size; i += 2) {
                visit.visit(new Key128(keys.halves[i], keys.halves[i + 1]), first.getKey());
            }
        }
    }

    /** How many keys wait. */
    public int size() {
        return byTime.values().stream().mapToInt(keys -> keys.size / 2).sum();
    }

    /** Writes, for each key group, times and keys. */
    public void snapshot(KeyedStateCheckpointOutputStream out, int maxParallelism) throws IOException {
        int firstGroup = out.getKeyGroupList().getKeyGroupId(0);
        @Nullable DueKeys[] groups = new DueKeys[out.getKeyGroupList().getNumberOfKeyGroups()];
        Key128 key = new Key128();
        byTime.forEach((time, keys) -> {
            for (int i = 0; i < keys.size; i += 2) {
                key.set(keys.halves[i], keys.halves[i + 1]);
                int group = KeyGroupRangeAssignment.assignToKeyGroup(key, maxParallelism) - firstGroup;
                DueKeys ofGroup = groups[group];
                if (ofGroup == null) {
                    ofGroup = new DueKeys();
                    groups[group] = ofGroup;
                }
                ofGroup.add(key, time);
            }
        });
        DataOutputStream data = new DataOutputStream(out);
        for (int i = 0; i < groups.length; i++) {
            DueKeys ofGroup = groups[i];
            if (ofGroup != null) {
                out.startNewKeyGroup(firstGroup + i);
                ofGroup.write(data);
            }
        }
    }

    private void write(DataOutputStream out) throws IOException {
        out.writeInt(byTime.size()); // the stream does not end with the key group
        for (Map.Entry<Long, Keys> entry : byTime.entrySet()) {
            Keys keys = entry.getValue();
            out.writeLong(entry.getKey());
            out.writeInt(keys.size);
            byte[] block = new byte[keys.size * Long.BYTES];
            java.nio.ByteBuffer.wrap(block).asLongBuffer().put(keys.halves, 0, keys.size);
            out.write(block);
        }
    }

    /** Reads what {@link #snapshot} wrote, from one key group or several. */
    public void restore(Iterable<KeyGroupStatePartitionStreamProvider> groups) throws IOException {
        for (KeyGroupStatePartitionStreamProvider group : groups) {
            DataInputStream in = new DataInputStream(group.getStream());
            for (int times = in.readInt(); times > 0; times--) {
                long time = in.readLong();
                for (int left = in.readInt(); left > 0; left -= 2) {
                    add(in.readLong(), in.readLong(), time);
                }
            }
        }
    }
}
