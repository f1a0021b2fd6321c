package io.tokenwatch.flink.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder in which one job at a time keeps its checkpoints. The lock goes with the process, however that ends. */
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private StateFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder if it is absent, and clears the working files of a run that was killed.
     *
     * @throws StateInUse if another process uses it
     * @throws UncheckedIOException if it cannot be written to
     */
    static StateFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isOurs(channel)) {
                channel.close();
                throw new StateInUse("another process uses " + path + ": stop it, or name another folder with 'state'");
            }
            StateFolder folder = new StateFolder(path, channel);
            delete(folder.working());
            Files.createDirectories(folder.working());
            Files.createDirectories(folder.checkpoints());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the folder of the state, " + path, e);
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The newest complete checkpoint. Flink clears away what its own run no longer needs; what runs before left, we do. */
    Optional<LatestCheckpoint> newest() {
        Optional<LatestCheckpoint> newest = LatestCheckpoint.in(checkpoints());
        try {
            for (Path superseded : newest.map(checkpoint -> checkpoint.superseded(checkpoints()))
                    .orElse(List.of())) {
                delete(superseded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove old checkpoints in " + path, e);
        }
        return newest;
    }

    /** As {@link io.tokenwatch.flink.topology.JobDefaults} has it. */
    private Path checkpoints() {
        return path.resolve("checkpoints");
    }

    private Path working() {
        return path.resolve("tmp");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            delete(working());
        } catch (IOException e) {
            // Somebody still writes there. The next run clears it.
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
