package io.tokenwatch.engine;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.function.Consumer;

/** Routed records one after the other in one run of bytes, to be handed from the thread that routes to the one that judges. */
public final class RoutedRecords {
    private final BytesOut out = new BytesOut();
    private final BytesIn in = new BytesIn(new byte[0]);
    private final Routed routed = new Routed();

    public void clear() {
        out.clear();
    }

    public void add(Routed record) {
        out.writeLong(record.keyHigh);
        out.writeLong(record.keyLow);
        out.writeLong(record.time);
        out.writeLong(record.hash);
        out.writeVarint(record.pack);
        out.writeVarint(record.group);
        out.writeBlock(record.payload, 0, record.length);
    }

    /** Hands them on in order, without the time at which they were appended to a log; each is valid until the consumer returns. */
    public void forEach(Consumer<Routed> consumer) {
        in.over(out.array(), 0, out.size());
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
