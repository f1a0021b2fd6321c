package io.tokenwatch.replay.cluster;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.sort.EventCodec;
import io.tokenwatch.replay.sort.EventIdentity;
import io.tokenwatch.replay.sort.Wording;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** An event that was read, as bytes: hash of what names it, hash of its content, and where a rule matches it what it meets and the event itself. */
final class Row {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int BODY = 2 * Long.BYTES;

    private Row() {}

    static void begin(BytesOut out, long id, long content) {
        out.clear();
        out.writeLong(id);
        out.writeLong(content);
    }

    static long id(byte[] row) {
        return (long) LONG.get(row, 0);
    }

    static long content(byte[] row) {
        return (long) LONG.get(row, Long.BYTES);
    }

    /** Whether some rule matches the event, so that it is here. */
    static boolean isMatched(byte[] row) {
        return row.length > BODY;
    }

    /** Of which event it is, what it says, and when: to be added up. */
    static long digest(byte[] row, long time) {
        return EventIdentity.digest(time, id(row), content(row));
    }

    /** Adds an event that a rule matches, and what it meets, see {@link io.tokenwatch.engine.PackRouter#foresee}. */
    static void end(BytesOut out, int met, TokenEvent event) {
        out.writeVarint(met);
        EventCodec.encode(event, Wording.IN_FULL, out);
    }

    /** Reads an event that some rule matches; what it meets, which only those can use who have the prospects of whoever wrote the row. */
    static int event(byte[] row, TokenEvent into) {
        BytesIn in = new BytesIn(row, BODY, row.length);
        int met = in.readInt();
        EventCodec.decode(in, Wording.IN_FULL, into);
        return met;
    }
}
