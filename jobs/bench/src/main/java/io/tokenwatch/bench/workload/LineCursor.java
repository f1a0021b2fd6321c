package io.tokenwatch.bench.workload;

import io.tokenwatch.bench.workload.Workload.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Walks the lines of a {@link Workload} in order. Not thread-safe; take one cursor per thread. */
public final class LineCursor {
    private static final byte[] NOTHING = {};

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
        end = start;
        while (buffer[end] != '\n') {
            end++;
        }
        line++;
        return true;
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
