package io.tokenwatch.replay.sort;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what does not fit into memory. It is made when the first file is asked for and removed with all that is in it when
 * this is closed, or when the JVM ends; what a process that was killed left behind, the next one there removes.
 */
public final class Spill implements Closeable {
    private static final String PREFIX = ".tokenwatch-sort.";

    private final Path parent;
    private @Nullable Path folder;
    private @Nullable Thread hook;
    private boolean closed;
    private int files;

    /** @param parent made if it is not there, when the first file is asked for */
    public Spill(Path parent) throws IOException {
        this.parent = parent;
        if (Files.isDirectory(parent)) {
            for (Path left : LeftBehind.in(parent, PREFIX)) {
                remove(left);
            }
        }
    }

    /** A file to write, of a name that no other has. */
    public synchronized Path file() throws IOException {
        if (closed) {
            throw new IOException("the replay is ending");
        }
        Path there = folder;
        if (there == null) {
            Files.createDirectories(parent);
            there = Files.createTempDirectory(
                    parent, PREFIX + ProcessHandle.current().pid() + ".");
            folder = there;
            Thread ending = new Thread(this::end, "spill");
            Runtime.getRuntime().addShutdownHook(ending);
            hook = ending;
        }
        return there.resolve(Integer.toString(files++));
    }

    /** Whether anything had to be written. */
    public synchronized boolean isUsed() {
        return folder != null;
    }

    /** Removes a folder with all that is in it, if it is there. */
    public static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /** When the JVM ends before this is closed, as on Ctrl-C. */
    private void end() {
        try {
            removeAll();
        } catch (IOException e) {
            // The next replay there tries again.
        }
    }

    private synchronized void removeAll() throws IOException {
        closed = true;
        if (folder != null) {
            remove(folder);
        }
    }

    @Override
    public void close() throws IOException {
        removeAll();
        Thread registered = hook;
        if (registered != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(registered);
            } catch (IllegalStateException e) {
                // The JVM is ending, and the hook at work.
            }
        }
    }
}
