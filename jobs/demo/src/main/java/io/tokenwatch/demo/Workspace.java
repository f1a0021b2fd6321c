package io.tokenwatch.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one run of the demo, named after its process. Those of runs that were killed are swept by the next. */
final class Workspace implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 100;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 100;

    private final Path folder;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    static Workspace open(Path parent) {
        try {
            Files.createDirectories(parent);
            try (Stream<Path> runs = Files.list(parent)) {
                runs.filter(Workspace::isAbandoned).forEach(Workspace::delete);
            }
            Path folder = parent.resolve(Long.toString(ProcessHandle.current().pid()));
            return new Workspace(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + parent, e);
        }
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    private static boolean isAbandoned(Path run) {
        String name = run.getFileName().toString();
        return name.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(name))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }

    private static void delete(Path folder) {
        for (int attempts = 1; !isDeleted(folder); attempts++) {
            if (attempts == MOST_ATTEMPTS) {
                throw new UncheckedIOException(new IOException("cannot remove " + folder));
            }
            pause();
        }
    }

    /** False if somebody still writes there. */
    private static boolean isDeleted(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (NoSuchFileException e) {
            return !Files.exists(folder);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Removes it with all that is in it; waits up to 10 s for those who still write there. */
    @Override
    public void close() {
        delete(folder);
    }
}
