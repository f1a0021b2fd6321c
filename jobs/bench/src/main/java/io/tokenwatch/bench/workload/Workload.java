package io.tokenwatch.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Canonical NDJSON events in memory, one line per event, each ended by a newline. Lines never cross a chunk, so that
 * chunks can be read apart from each other. At least {@value #PADDING} bytes follow the last line of a chunk, so that a
 * scanner may load whole words. The arrays are shared, not copied: readers must not write to them.
 */
public final class Workload {
    /** Bytes after the last line of each chunk that may be read and mean nothing. */
    public static final int PADDING = 8;

    private static final int CHUNK_BYTES = 4 << 20;

    private final List<Chunk> chunks;
    private final long events;

    private Workload(List<Chunk> chunks, long events) {
        this.chunks = List.copyOf(chunks);
        this.events = events;
    }

    /** Whole lines in {@code bytes[0, length)}. */
    @SuppressWarnings("ArrayRecordComponent") // shared on purpose, never compared
    public record Chunk(byte[] bytes, int length, int events) {}

    public List<Chunk> chunks() {
        return chunks;
    }

    /** The number of lines, copies of one event included. */
    public long events() {
        return events;
    }

    /** The number of bytes, newlines included. */
    public long bytes() {
        return chunks.stream().mapToLong(Chunk::length).sum();
    }

    /** A reader at the first line. */
    public LineCursor cursor() {
        return new LineCursor(chunks);
    }

    /** CRC-32C of all bytes: two contestants that name the same digest started from the same bytes. */
    public long digest() {
        CRC32C crc = new CRC32C();
        for (Chunk chunk : chunks) {
            crc.update(chunk.bytes(), 0, chunk.length());
        }
        return crc.getValue();
    }

    /** A workload of the given lines (no newline inside any), in this order. */
    public static Workload ofLines(Iterable<String> lines) {
        Appender appender = new Appender();
        for (String line : lines) {
            byte[] bytes = (line + '\n').getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, appender.room(bytes.length), appender.position(), bytes.length);
            appender.advance(bytes.length);
        }
        return appender.finish();
    }

    /** Fills chunks line by line. */
    static final class Appender {
        private final List<Chunk> full = new ArrayList<>();
        private byte[] chunk = new byte[CHUNK_BYTES + PADDING];
        private int position;
        private int lines;

        /** The array to write the next line to, from {@link #position()} on; it has room for {@code most} bytes. */
        byte[] room(int most) {
            if (position + most > chunk.length - PADDING) {
                close();
                chunk = new byte[Math.max(CHUNK_BYTES, most) + PADDING];
            }
            return chunk;
        }

        int position() {
            return position;
        }

        /** One line of {@code length} bytes has been written. */
        void advance(int length) {
            position += length;
            lines++;
        }

        private void close() {
            if (lines > 0) {
                full.add(new Chunk(chunk, position, lines));
            }
            position = 0;
            lines = 0;
        }

        Workload finish() {
            close();
            return new Workload(full, full.stream().mapToLong(Chunk::events).sum());
        }
    }
}
