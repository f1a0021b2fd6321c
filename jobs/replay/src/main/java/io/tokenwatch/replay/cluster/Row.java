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

/** An event that was read, as bytes: hash of what names it, hash of its content, and the event itself where a rule matches it. */
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

    static void event(byte[] row, TokenEvent into) {
        EventCodec.decode(new BytesIn(row, BODY, row.length), Wording.IN_FULL, into);
    }
}
