package io.tokenwatch.engine;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Routed records one after the other in one run of bytes, to be handed from the thread that routes to the one that judges. Several such runs
 * one after the other are one too.
 */
public final class RoutedRecords {
    private final BytesOut out = new BytesOut();
    private int count;

    public void clear() {
        out.clear();
        count = 0;
    }

    public void add(Routed record) {
        count++;
        out.writeLong(record.keyHigh);
        out.writeLong(record.keyLow);
        out.writeLong(record.time);
        out.writeLong(record.hash);
        out.writeVarint(record.pack);
        out.writeVarint(record.group);
        out.writeBlock(record.payload, 0, record.length);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** How many bytes they take. */
    public int size() {
        return out.size();
    }

    /** Valid up to {@link #size} and until the next change. */
    public byte[] bytes() {
        return out.array();
    }

    /** Reads such runs. One thread. */
    public static final class Reader {
        private final BytesIn in = new BytesIn(new byte[0]);
        private final Routed routed = new Routed();

        /** Hands records on in order, without the time at which they were appended to a log; each is valid until the consumer returns. */
        public void forEach(byte[] bytes, int length, Consumer<Routed> consumer) {
            forEach(bytes, 0, length, consumer);
        }

        /** As {@link #forEach(byte[], int, Consumer)}, of bytes from one place to another. */
        public void forEach(byte[] bytes, int from, int to, Consumer<Routed> consumer) {
            in.over(bytes, from, to);
            while (in.hasMore()) {
                routed.keyHigh = in.readLong();
                routed.keyLow = in.readLong();
                routed.time = in.readLong();
                routed.hash = in.readLong();
                routed.pack = in.readInt();
                routed.group = in.readInt();
                routed.length = in.readInt();
                if (routed.payload.length < routed.length) {
                    routed.payload = Arrays.copyOf(routed.payload, routed.length * 2);
                }
                System.arraycopy(in.array(), in.position(), routed.payload, 0, routed.length);
                in.skip(routed.length);
                consumer.accept(routed);
            }
        }
    }
}
