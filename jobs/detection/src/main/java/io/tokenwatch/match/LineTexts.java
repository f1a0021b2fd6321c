package io.tokenwatch.match;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Branches by texts of ASCII, which are looked for as the bytes of a line that they are, eight at a time. */
final class LineTexts {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Slots slots;
    private final byte[][] texts;
    private final @Nullable Branch[] branches;

    /** @param texts how many there will be, at most */
    LineTexts(int texts) {
        slots = new Slots(texts);
        this.texts = new byte[slots.size()][];
        branches = new @Nullable Branch[slots.size()];
    }

    /** A text beyond ASCII lies in no line. */
    void add(String text, Branch branch) {
        if (text.chars().allMatch(c -> c < 128)) {
            byte[] bytes = text.getBytes(ISO_8859_1);
            int spread = spread(bytes, 0, bytes.length);
            slots.add(spread);
            int slot = slots.first(spread);
            while (branches[slot] != null) {
                slot = slots.next(slot);
            }
            texts[slot] = bytes;
            branches[slot] = branch;
        }
    }

    /** Where the text leads that lies there; null if nowhere. */
    @Nullable
    Branch find(byte[] line, int from, int length) {
        int spread = spread(line, from, length);
        if (!slots.mayHold(spread)) {
            return null;
        }
        int slot = slots.first(spread);
        while (branches[slot] != null) {
            byte[] text = texts[slot];
            if (text.length == length && Arrays.equals(text, 0, length, line, from, from + length)) {
                break;
            }
            slot = slots.next(slot);
        }
        return branches[slot];
    }

    /** A hash of these bytes alone, whatever is around them; spread as {@link Slots} wants it. */
    static int spread(byte[] line, int from, int length) {
        long hash = length;
        int at = from;
        int end = from + length;
        for (; end - at > Long.BYTES; at += Long.BYTES) {
            hash = mixed(hash, (long) LONG.get(line, at));
        }
        return (int) (mixed(hash, tail(line, at, end - at)) >>> 32);
    }

    private static long mixed(long hash, long word) {
        long product = (hash ^ word) * SPREAD;
        return product ^ (product >>> 29);
    }

    /** The last one to eight bytes. */
    private static long tail(byte[] line, int at, int length) {
        if (line.length - at >= Long.BYTES) {
            return length == 0 ? 0 : (long) LONG.get(line, at) & (-1L >>> (Long.SIZE - length * Byte.SIZE));
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = (word << Byte.SIZE) | (line[at + i] & 0xFF);
        }
        return word;
    }
}
