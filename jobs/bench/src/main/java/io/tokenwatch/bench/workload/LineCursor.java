package io.tokenwatch.bench.workload;

import io.tokenwatch.bench.workload.Workload.Chunk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Walks the lines of a {@link Workload} in order. Not thread-safe; take one cursor per thread. */
public final class LineCursor {
    private static final byte[] NOTHING = {};
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final List<Chunk> chunks;
    private int nextChunk;
    private byte[] buffer = NOTHING;
    private int limit;
    private int start;
    private int end = -1;
    private long line = -1;

    LineCursor(List<Chunk> chunks) {
        this.chunks = chunks;
    }

    /** Moves to the next line; false when there is none. */
    public boolean next() {
        start = end + 1;
        if (start >= limit) {
            if (nextChunk == chunks.size()) {
                return false;
            }
            Chunk chunk = chunks.get(nextChunk++);
            buffer = chunk.bytes();
            limit = chunk.length();
            start = 0;
        }
        end = newline(buffer, start);
        line++;
        return true;
    }

    /** Eight bytes at a time: a broker would say where its records end. A chunk has padding after its last line. */
    private static int newline(byte[] buffer, int from) {
        for (int at = from; ; at += Long.BYTES) {
            long other = (long) EIGHT.get(buffer, at) ^ ONES * '\n';
            long found = (other - ONES) & ~other & HIGHS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
    }

    /** The chunk that holds the line; read only. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the line's first byte in {@link #buffer()}. */
    public int start() {
        return start;
    }

    /** Length of the line in bytes, without its newline. */
    public int length() {
        return end - start;
    }

    /** Zero-based number of the line in the workload. */
    public long line() {
        return line;
    }

    /** A copy of the line without its newline. */
    public byte[] copy() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    @Override
    public String toString() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }
}
