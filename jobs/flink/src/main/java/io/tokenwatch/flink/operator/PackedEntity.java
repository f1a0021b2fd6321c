package io.tokenwatch.flink.operator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * An entity as the cache holds it while no state of it is decoded: one array, hence one piece of memory to fetch, which holds its key, its
 * marks, and then what the store keeps of it: its timer, and the records of its rules. Reads and writes that head.
 */
final class PackedEntity {
    /** Where that begins which the store keeps. */
    static final int STORED = 24;
    /** Where the records begin. */
    static final int HEAD = STORED + Long.BYTES;

    static final int DIRTY = 1;
    static final int USED = 2;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int LOW = 8;
    private static final int END = 16;
    private static final int RULES = 20;
    private static final int TIMER = STORED;
    /** What the first events of a key bring, without moving. */
    private static final int ROOM = 112;

    private PackedEntity() {}

    /** @param stored what the store had; null if nothing is known of the key */
    static byte[] of(Key128 key, byte @Nullable [] stored) {
        int length = stored == null ? 0 : stored.length;
        byte[] packed = new byte[Math.max(HEAD + ROOM, STORED + length)];
        LONG.set(packed, 0, key.high());
        LONG.set(packed, LOW, key.low());
        if (stored == null) {
            head(packed, Long.MIN_VALUE, HEAD, 0, 0);
        } else {
            System.arraycopy(stored, 0, packed, STORED, length);
            head(packed, timer(packed), STORED + length, 0, 0);
        }
        return packed;
    }

    /** Writes all of the head but the key. */
    static void head(byte[] packed, long timer, int end, int rulesThen, int marks) {
        LONG.set(packed, TIMER, timer);
        INT.set(packed, END, end);
        INT.set(packed, RULES, rulesThen << Byte.SIZE | marks);
    }

    static long high(byte[] packed) {
        return (long) LONG.get(packed, 0);
    }

    static long low(byte[] packed) {
        return (long) LONG.get(packed, LOW);
    }

    static long timer(byte[] packed) {
        return (long) LONG.get(packed, TIMER);
    }

    static int end(byte[] packed) {
        return (int) INT.get(packed, END);
    }

    static int rulesThen(byte[] packed) {
        return (int) INT.get(packed, RULES) >>> Byte.SIZE;
    }

    static boolean is(byte[] packed, int mark) {
        return ((int) INT.get(packed, RULES) & mark) != 0;
    }
}
