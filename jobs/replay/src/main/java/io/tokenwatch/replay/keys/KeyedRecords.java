package io.tokenwatch.replay.keys;

import com.github.luben.zstd.Zstd;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.replay.sort.Spill;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Routed records divided by their keys into {@value #PARTS} parts, each in the order in which they came: in memory up to a bound, beyond it in
 * one file. Several threads may add to different parts at the same time; when all is there, read them.
 */
public final class KeyedRecords implements Closeable {
    /** A part holds so small a share of the keys that the state of its keys fits into memory, however many keys there are. */
    public static final int PARTS = 256;

    /** Bytes of a part that are written at once, about. */
    private static final int CHUNK = 64 * 1024;

    private static final int SLACK = CHUNK / 8;
    /** Of Zstandard: the bytes of one key and the next are much alike, and writing them all takes longer than packing them. */
    private static final int LEVEL = 1;

    private static final int STRIDE = 3;

    private final Spill spill;
    private final Part[] parts = new Part[PARTS];
    /** Bytes that may still be kept in memory. */
    private final AtomicLong room;

    private final AtomicLong written = new AtomicLong();
    private @Nullable FileChannel file;

    /** @param memory bytes of it that records may take, besides 16 MB for what is being written */
    public KeyedRecords(Spill spill, long memory) {
        this.spill = spill;
        this.room = new AtomicLong(memory);
        Arrays.setAll(parts, part -> new Part());
    }

    /** Which part a record is in. */
    public static int partOf(long keyLow) {
        return (int) (keyLow >>> 56);
    }

    /** A part of the records, in order. */
    private static final class Part {
        private byte[] chunk = {};
        private int used;
        private final List<byte[]> inMemory = new ArrayList<>();
        private final List<Integer> lengths = new ArrayList<>();
        /** What is on disk comes after what is in memory: of each chunk where it is, its length there and its length. */
        private long[] onDisk = {};

        private int segments;

        void segment(long at, int stored, int length) {
            if (onDisk.length == STRIDE * segments) {
                onDisk = Arrays.copyOf(onDisk, 2 * onDisk.length + 4 * STRIDE);
            }
            onDisk[STRIDE * segments] = at;
            onDisk[STRIDE * segments + 1] = stored;
            onDisk[STRIDE * segments + 2] = length;
            segments++;
        }

        void add(byte[] bytes, int length) {
            if (used + length > chunk.length) {
                chunk = Arrays.copyOf(chunk, Math.max(used + length, Math.min(CHUNK, 4 * (used + length))));
            }
            System.arraycopy(bytes, 0, chunk, used, length);
            used += length;
        }
    }

    /** Adds records of one part. */
    public void add(int number, RoutedRecords records) throws IOException {
        Part part = parts[number];
        if (part.used > 0 && part.used + records.size() > CHUNK) {
            put(part);
        }
        part.add(records.bytes(), records.size());
    }

    private void put(Part part) throws IOException {
        if (part.segments == 0 && room.addAndGet(-part.used) >= 0) {
            part.inMemory.add(
                    part.chunk.length - part.used > SLACK ? Arrays.copyOf(part.chunk, part.used) : part.chunk);
            part.lengths.add(part.used);
            part.chunk = new byte[CHUNK];
        } else {
            byte[] packed = new byte[(int) Zstd.compressBound(part.used)];
            int stored = (int) Zstd.compressByteArray(packed, 0, packed.length, part.chunk, 0, part.used, LEVEL);
            long at = written.getAndAdd(stored);
            ByteBuffer bytes = ByteBuffer.wrap(packed, 0, stored);
            FileChannel out = file();
            while (bytes.hasRemaining()) {
                out.write(bytes, at + bytes.position());
            }
            part.segment(at, stored, part.used);
        }
        part.used = 0;
    }

    private synchronized FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = FileChannel.open(
                    spill.file(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    /** Hands on a part in order and drops it; each record is valid until the consumer returns. */
    public void drain(int number, Consumer<Routed> out) throws IOException {
        Part part = parts[number];
        parts[number] = new Part();
        RoutedRecords.Reader reader = new RoutedRecords.Reader();
        for (int i = 0; i < part.inMemory.size(); i++) {
            reader.forEach(part.inMemory.get(i), part.lengths.get(i), out);
        }
        byte[] chunk = {};
        for (int i = 0; i < part.segments; i++) {
            int stored = (int) part.onDisk[STRIDE * i + 1];
            int length = (int) part.onDisk[STRIDE * i + 2];
            byte[] packed = read(part.onDisk[STRIDE * i], stored);
            chunk = chunk.length < length ? new byte[length] : chunk;
            if (Zstd.decompressByteArray(chunk, 0, length, packed, 0, stored) != length) {
                throw new IOException("what was sorted on disk has changed");
            }
            reader.forEach(chunk, length, out);
        }
        reader.forEach(part.chunk, part.used, out);
    }

    private byte[] read(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        FileChannel in = file();
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("what was sorted on disk has become shorter");
            }
        }
        return bytes.array();
    }

    /** Bytes on disk. */
    public long onDisk() {
        return written.get();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
