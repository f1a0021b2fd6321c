package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.connector.Lines;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One log to read: stored somewhere, or a stream, which can be read once. Plain, gzip or zstd. */
public final class Input {
    /** So many bytes and lines decide on the format. */
    private static final int SAMPLE_BYTES = 256 * 1024;

    private static final int SAMPLE_LINES = 100;

    private final String name;
    private final @Nullable Stored stored;
    private final InputStream rest;
    private byte[] start = {};

    private Input(String name, @Nullable Stored stored, InputStream rest) {
        this.name = name;
        this.stored = stored;
        this.rest = rest;
    }

    /** A file, to be named as its path is. */
    public static Input of(Path file) {
        return of(file.toString(), Stored.of(file));
    }

    public static Input of(String name, Stored stored) {
        return new Input(name, stored, InputStream.nullInputStream());
    }

    public static Input of(String name, InputStream stream) {
        return new Input(name, null, stream);
    }

    /** As dead letters and messages call it. */
    public String name() {
        return name;
    }

    /** Null if it is a stream. */
    public @Nullable Stored stored() {
        return stored;
    }

    /** Size in bytes as stored; 0 if unknown. */
    public long size() throws IOException {
        return stored == null ? 0 : stored.size();
    }

    /** Its first lines, to tell the format by; fewer if it is damaged. */
    List<String> sample() throws IOException {
        List<String> sample = new ArrayList<>();
        try (Lines lines = Lines.of(new ByteArrayInputStream(beginning()))) {
            while (sample.size() < SAMPLE_LINES && lines.next()) {
                sample.add(new String(lines.buffer(), lines.from(), lines.length(), UTF_8));
            }
        } catch (EOFException | ZipException e) {
            // The beginning of a compressed stream ends in the middle; what could be read decides.
        }
        return sample;
    }

    private byte[] beginning() throws IOException {
        if (stored == null) {
            start = rest.readNBytes(SAMPLE_BYTES);
            return start;
        }
        try (InputStream in = stored.open()) {
            return in.readNBytes(SAMPLE_BYTES);
        }
    }

    /** @param meter measures what is read, as it is stored */
    public Lines open(InputMeter meter) throws IOException {
        return Lines.of(meter.over(raw()));
    }

    /** All its bytes, as they are stored; of a stream once. */
    public InputStream bytes() throws IOException {
        return raw();
    }

    Lines open() throws IOException {
        return Lines.of(raw());
    }

    private InputStream raw() throws IOException {
        return stored == null ? new SequenceInputStream(new ByteArrayInputStream(start), rest) : stored.open();
    }
}
