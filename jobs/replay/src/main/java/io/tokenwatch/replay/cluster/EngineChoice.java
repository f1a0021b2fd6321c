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
     * In process, memory does not grow with the logs (measured up to ten times the heap, with a quarter of it in use), and a record costs half as much as by
     * Flink. But a replay that was interrupted begins again: beyond so many times the memory it takes the better part of an hour, and
     * Flink goes on where it was.
     */
    private static final int TIMES = 32;

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
        boolean fits = size / TIMES <= memory;
        return new EngineChoice(
                !fits,
                String.format(
                        Locale.ROOT,
                        "some %s of logs are %s %d times the memory of this process (%s): %s",
                        gigabytes(size),
                        fits ? "within" : "beyond",
                        TIMES,
                        gigabytes(memory),
                        fits ? "it is the faster one" : "it can go on after an interruption"));
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
