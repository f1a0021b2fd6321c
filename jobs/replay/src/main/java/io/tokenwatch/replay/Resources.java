package io.tokenwatch.replay;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a replay may use of the machine; the answer does not depend on it.
 *
 * @param threads that read and judge, 1 or more
 * @param memory for events that wait to be judged, bytes, about; what is more is sorted on disk
 * @param spill folder for that; null for the one that the results go to
 */
public record Resources(int threads, long memory, @Nullable Path spill) {
    /** Of the heap, one part in so many is for events that wait. */
    private static final int SHARE_OF_HEAP = 6;

    /** @throws IllegalArgumentException if there is no thread */
    public Resources {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is at least 1, not " + threads);
        }
    }

    /** All processors, and a sixth of the heap. */
    public static Resources ofMachine() {
        Runtime machine = Runtime.getRuntime();
        return new Resources(machine.availableProcessors(), machine.maxMemory() / SHARE_OF_HEAP, null);
    }

    public Resources withThreads(int count) {
        return new Resources(count, memory, spill);
    }

    public Resources withMemory(long bytes) {
        return new Resources(threads, bytes, spill);
    }

    public Resources withSpill(@Nullable Path folder) {
        return new Resources(threads, memory, folder);
    }
}
