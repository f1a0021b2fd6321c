package io.tokenwatch.bench.oracle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 64 bits for a run of bytes by folded 128-bit products (the idea of wyhash, public domain). Among a million distinct
 * keys two share a hash with a probability below 3e-8; the oracle takes equal hashes for equal keys.
 */
final class Hash64 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long A = 0xA0761D6478BD642FL;
    private static final long B = 0xE7037ED1A0B428DBL;

    private Hash64() {}

    /** The eight bytes from {@code at} on, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /** Never 0, which marks an empty place in a table. May read up to 8 bytes from {@code at} even if fewer are meant. */
    static long of(byte[] bytes, int at, int length) {
        long hash = A ^ length;
        int from = at;
        int rest = length;
        for (; rest > 16; rest -= 16, from += 16) {
            hash = fold(word(bytes, from) ^ B, word(bytes, from + 8) ^ hash);
        }
        long first;
        long last;
        if (rest >= 8) {
            first = word(bytes, from);
            last = word(bytes, from + rest - 8);
        } else {
            first = rest == 0 ? 0 : word(bytes, from) << (64 - 8 * rest);
            last = 0;
        }
        hash = fold(first ^ B, last ^ hash);
        return hash == 0 ? 1 : hash;
    }

    /** A key of two keys; never 0. */
    static long of(long one, long other) {
        long hash = fold(one ^ B, other ^ A);
        return hash == 0 ? 1 : hash;
    }

    private static long fold(long x, long y) {
        return Math.multiplyHigh(x, y) ^ (x * y);
    }
}
