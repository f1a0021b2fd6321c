package io.tokenwatch.replay.cluster;

import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Stored;
import io.tokenwatch.replay.files.FlinkFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A stream that was read to its end and kept, since tasks read when and where they like. */
record Spool(FlinkFile file, String version) implements Stored {
    private static final String NAME = "standard-input";

    /** @throws UncheckedIOException if it cannot be read or kept */
    static Input of(Input stream, Folder folder) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(stream.bytes(), sha256);
                    OutputStream out = folder.create(NAME)) {
                in.transferTo(out);
            }
            String version = HexFormat.of().formatHex(sha256.digest());
            return Input.of(
                    stream.name(), new Spool(new FlinkFile(folder.in(NAME).toString()), version));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep what comes over standard input: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String uri() {
        return file.uri();
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public InputStream open() throws IOException {
        return file.open();
    }
}
