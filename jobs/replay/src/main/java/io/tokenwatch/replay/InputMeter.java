package io.tokenwatch.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntConsumer;

/** Measures one input as it is stored, while it is read: its bytes and their SHA-256. */
public final class InputMeter {
    private static final int DRAIN = 64 * 1024;

    private final MessageDigest sha256;
    private final IntConsumer progress;
    private long bytes;

    /** @param progress is told how many bytes more have been read */
    public InputMeter(IntConsumer progress) {
        this.progress = progress;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of what was read, or of all if the stream was closed; once. */
    public InputDigest digest(String name, String format, long records) {
        return new InputDigest(name, format, bytes, HexFormat.of().formatHex(sha256.digest()), records);
    }

    InputStream over(InputStream in) {
        return new Measured(in);
    }

    private final class Measured extends FilterInputStream {
        private boolean closed;

        private Measured(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = in.read(buffer, from, length);
            if (read > 0) {
                sha256.update(buffer, from, read);
                bytes += read;
                progress.accept(read);
            }
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, DRAIN)).length;
        }

        /** Behind a stream that is damaged there may be more: the digest is that of the whole. */
        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                byte[] rest = new byte[DRAIN];
                while (read(rest, 0, rest.length) >= 0) {
                    // Only its digest is wanted.
                }
                super.close();
            }
        }
    }
}
