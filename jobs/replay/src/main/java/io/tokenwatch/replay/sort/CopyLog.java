package io.tokenwatch.replay.sort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Id and content of every event that was read, 16 bytes each: in memory up to a bound, then on disk by parts of the ids. One thread. */
public final class CopyLog {
    /** Into so many parts ids are divided: one part is in memory when copies are told apart. */
    static final int PARTS = 64;

    private static final int ENTRY = 2;
    private static final int LEAST = 1_024;

    /** Takes what is in the log. */
    interface Entries {
        void entry(long id, long content);
    }

    /** So much of the log as was written at once; where each part begins, in bytes, and the end of the last. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Segment(Path file, long[] starts) {}

    private final Spill spill;
    private final int most;
    private final List<Segment> segments = new ArrayList<>();
    private long[] entries = new long[ENTRY * LEAST];
    private int size;
    private long added;

    /** @param memory bytes of it that the log takes, about */
    public CopyLog(Spill spill, long memory) {
        this.spill = spill;
        this.most = ENTRY * (int) Math.max(LEAST, Math.min(Integer.MAX_VALUE / 4, memory / (ENTRY * Long.BYTES)));
    }

    /** @param id positive */
    public void add(long id, long content) throws IOException {
        if (size == entries.length) {
            if (size < most) {
                entries = Arrays.copyOf(entries, Math.min(most, 2 * size));
            } else {
                write();
            }
        }
        entries[size++] = id;
        entries[size++] = content;
        added++;
    }

    /** How many were added. */
    public long added() {
        return added;
    }

    private static int part(long id) {
        return (int) (id >>> 57);
    }

    private void write() throws IOException {
        long[] starts = new long[PARTS + 1];
        for (int i = 0; i < size; i += ENTRY) {
            starts[part(entries[i]) + 1] += ENTRY * Long.BYTES;
        }
        for (int part = 0; part < PARTS; part++) {
            starts[part + 1] += starts[part];
        }
        ByteBuffer sorted = ByteBuffer.allocate(size * Long.BYTES);
        int[] next = Arrays.stream(starts).mapToInt(start -> (int) start).toArray();
        for (int i = 0; i < size; i += ENTRY) {
            int part = part(entries[i]);
            sorted.putLong(next[part], entries[i]).putLong(next[part] + Long.BYTES, entries[i + 1]);
            next[part] += ENTRY * Long.BYTES;
        }
        Path file = spill.file();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (sorted.hasRemaining()) {
                out.write(sorted);
            }
        }
        segments.add(new Segment(file, starts));
        size = 0;
    }

    /** Hands on what is in one part. */
    void forEach(int part, Entries out) throws IOException {
        for (Segment segment : segments) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (segment.starts[part + 1] - segment.starts[part]));
            try (FileChannel in = FileChannel.open(segment.file)) {
                while (bytes.hasRemaining() && in.read(bytes, segment.starts[part] + bytes.position()) >= 0) {
                    // Until all of it is there.
                }
            }
            bytes.flip();
            while (bytes.hasRemaining()) {
                out.entry(bytes.getLong(), bytes.getLong());
            }
        }
        for (int i = 0; i < size; i += ENTRY) {
            if (part(entries[i]) == part) {
                out.entry(entries[i], entries[i + 1]);
            }
        }
    }
}
