package io.tokenwatch.replay.cluster;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.function.Consumer;

/**
 * A {@link Row} whose event has been routed: after its two hashes when it happened, how many of its keys were left out, and what it has come to, which is
 * nothing for most.
 */
final class RoutedRow {
    private static final int BODY = 2 * Long.BYTES;

    private final BytesIn in = new BytesIn(new byte[0]);
    private final RoutedRecords.Reader reader = new RoutedRecords.Reader();
    private byte[] row = {};
    private long time;
    private long leftOut;

    /** Writes one of an event that a rule matches. */
    static byte[] of(long id, long content, long time, long leftOut, RoutedRecords records, BytesOut scratch) {
        Row.begin(scratch, id, content);
        scratch.writeSigned(time);
        scratch.writeVarint(leftOut);
        scratch.writeBytes(records.bytes(), 0, records.size());
        return scratch.toByteArray();
    }

    /** Points this at one of an event that a rule matches. */
    void over(byte[] other) {
        row = other;
        in.over(row, BODY, row.length);
        time = in.readSigned();
        leftOut = in.readVarint();
    }

    /** Event time, milliseconds since the epoch. */
    long time() {
        return time;
    }

    /** See {@link io.tokenwatch.engine.Router#keysLeftOut}. */
    long keysLeftOut() {
        return leftOut;
    }

    /** Hands on the records; each is valid until the consumer returns. */
    void forEach(Consumer<Routed> out) {
        reader.forEach(row, in.position(), row.length, out);
    }
}
