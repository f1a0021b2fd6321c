package io.tokenwatch.replay.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a replay keeps what it has read, until its results are written: who starts the same replay again goes on from
 * there. The lock goes with the process, however that ends.
 */
final class Stage implements AutoCloseable {
    private static final String NAME = ".replay";
    private static final String PLAN = "plan";

    private final Path folder;
    private final FileChannel lock;
    private Finished finished = new Finished();
    private List<Path> events = List.of();

    private Stage(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws UncheckedIOException if another process is at it, or it cannot be written to */
    static Stage open(Path results) throws IOException {
        Path folder = Files.createDirectories(results.resolve(NAME));
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(lock)) {
            lock.close();
            throw new UncheckedIOException(
                    "another replay is at work in " + results + ": wait for it, or name another folder with --out",
                    new IOException("locked"));
        }
        return new Stage(folder, lock);
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Keeps what is there if it is of the same plan.
     *
     * @return what has changed since, if something was there; empty if it can be gone on with, or nothing was there
     */
    List<String> prepare(List<String> plan) throws IOException {
        List<String> changed = new ArrayList<>();
        Path kept = folder.resolve(PLAN);
        if (Files.exists(kept)) {
            changed.addAll(plan);
            changed.removeAll(Files.readAllLines(kept));
            if (changed.isEmpty() && Files.readAllLines(kept).size() != plan.size()) {
                changed.add("inputs");
            }
        }
        if (!changed.isEmpty()) {
            Files.delete(kept);
        }
        if (!Files.exists(kept)) {
            delete(parts());
            Files.write(kept, plan);
        }
        delete(scratch());
        Files.createDirectories(parts());
        Files.createDirectories(scratch());
        for (Path file : files(PartWriter.UNFINISHED)) {
            Files.delete(file);
        }
        return changed;
    }

    Path parts() {
        return folder.resolve("parts");
    }

    /** Where Flink may sort. */
    Path scratch() {
        return folder.resolve("scratch");
    }

    /** Looks which parts are whole. */
    BlockIndex index() throws IOException {
        BlockIndex index = BlockIndex.of(files(PartWriter.BLOCKS));
        finished = index.finished();
        events = index.parts();
        return index;
    }

    /** As of the last {@link #index}. */
    Finished finished() {
        return finished;
    }

    /** The events of all parts, as of the last {@link #index}. */
    List<Path> events() {
        return events;
    }

    private List<Path> files(String kind) throws IOException {
        try (Stream<Path> all = Files.list(parts())) {
            return all.filter(file -> file.toString().endsWith(kind)).sorted().toList();
        }
    }

    /** The results are there. */
    void clear() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
