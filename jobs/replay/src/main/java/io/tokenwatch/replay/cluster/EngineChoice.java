package io.tokenwatch.replay.cluster;

import io.tokenwatch.connector.Lines;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Which engine suits some inputs on this machine. It changes nothing in the answer.
 *
 * @param flink whether it is Flink
 * @param reason in one line, for people
 */
public record EngineChoice(boolean flink, String reason) {
    /**
     * The in-process engine holds the keys that are alive at one time: where rules look back for weeks, nearly all of a log. 1.4 GB of dense traffic
     * did not fit into 1.8 GB of memory.
     */
    private static final int SHARE = 2;

    /** What audit logs come to when unpacked, about. */
    private static final int UNPACKED = 10;

    /**
     * Chooses by the size of the logs.
     *
     * @param memory of this process, bytes
     * @throws UncheckedIOException if an input cannot be read
     */
    public static EngineChoice of(List<Input> inputs, long memory) {
        long size = 0;
        for (Input input : inputs) {
            Stored stored = input.stored();
            if (stored == null) {
                return new EngineChoice(false, "standard input cannot be read a second time");
            }
            size += size(input.name(), stored);
        }
        boolean fits = size <= memory / SHARE;
        return new EngineChoice(
                !fits,
                String.format(
                        Locale.ROOT,
                        "some %s of logs are %s half the memory of this process (%s)",
                        gigabytes(size),
                        fits ? "within" : "beyond",
                        gigabytes(memory)));
    }

    private static long size(String name, Stored stored) {
        try (InputStream in = stored.open()) {
            long size = stored.size();
            return Lines.arePacked(in) ? UNPACKED * size : size;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
