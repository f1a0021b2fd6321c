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
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // somebody else sweeps here too
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }

    /** Removes it with all that is in it. */
    @Override
    public void close() {
        delete(folder);
    }
}
