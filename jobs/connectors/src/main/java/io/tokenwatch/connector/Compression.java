package io.tokenwatch.connector;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** How a file is packed, told by its first bytes and not by its name. Damage is a {@link ZipException}, its end an EOFException. */
final class Compression {
    /** RFC 8878, section 3.1.1. */
    private static final int ZSTD = 0xFD2FB528;

    /** RFC 8878, section 3.1.2: sixteen magic numbers. */
    private static final int ZSTD_SKIPPABLE = 0x184D2A50;

    private Compression() {}

    /** What the file says. What can be unpacked before the damage is not lost, so nothing is buffered behind it. */
    static InputStream unpacked(InputStream stream) throws IOException {
        PushbackInputStream in = new PushbackInputStream(stream, Integer.BYTES);
        byte[] start = in.readNBytes(Integer.BYTES);
        in.unread(start);
        int head = start(start);
        if (isGzip(head)) {
            return new GZIPInputStream(new BufferedInputStream(in, RecordReader.LONGEST), RecordReader.LONGEST);
        }
        return isZstd(head) ? new Zstd(new ZstdInputStream(new BufferedInputStream(in, RecordReader.LONGEST))) : in;
    }

    /** Whether what begins so is packed at all. */
    static boolean is(InputStream stream) throws IOException {
        int head = start(stream.readNBytes(Integer.BYTES));
        return isGzip(head) || isZstd(head);
    }

    private static boolean isGzip(int start) {
        return (start & 0xFFFF) == 0x8B1F;
    }

    private static boolean isZstd(int start) {
        return start == ZSTD || (start & 0xFFFFFFF0) == ZSTD_SKIPPABLE;
    }

    /** The first four bytes, the first one lowest; zeros where there are none. */
    private static int start(byte[] bytes) {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }

    /** Says damage as gzip does. The library bounds the memory that a frame may ask for (128 MB). */
    private static final class Zstd extends FilterInputStream {
        private Zstd(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                return in.read(buffer, from, length);
            } catch (com.github.luben.zstd.ZstdIOException e) {
                throw damaged(e);
            }
        }

        private static ZipException damaged(IOException e) {
            ZipException damaged = new ZipException(String.valueOf(e.getMessage()));
            damaged.initCause(e);
            return damaged;
        }
    }
}
