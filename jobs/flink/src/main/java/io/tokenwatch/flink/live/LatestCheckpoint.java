package io.tokenwatch.flink.live;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest complete checkpoint in a folder of checkpoints: {@code <job>/chk-<number>/_metadata}. Numbers go on from run to run,
 * since each run restores the one before; so the highest is the newest.
 *
 * @param number as Flink counts
 * @param folder of the checkpoint itself
 */
public record LatestCheckpoint(long number, Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(LatestCheckpoint.class);
    private static final Pattern NAME = Pattern.compile("chk-([0-9]{1,18})");
    private static final String METADATA = "_metadata";

    /** Empty if there is none, as before the first run. One whose metadata cannot be read is passed over, with a warning. */
    public static Optional<LatestCheckpoint> in(Path checkpoints) {
        if (!Files.isDirectory(checkpoints)) {
            return Optional.empty();
        }
        Comparator<LatestCheckpoint> newestFirst = Comparator.comparingLong(LatestCheckpoint::number)
                .thenComparing(LatestCheckpoint::written)
                .reversed();
        return folders(checkpoints).stream()
                .flatMap(job -> folders(job).stream())
                .flatMap(folder -> complete(folder).stream())
                .sorted(newestFirst)
                .filter(LatestCheckpoint::isReadable)
                .findFirst();
    }

    /** The other runs' checkpoints, which nobody will ever restore now that this one is chosen. What runs share stays. */
    List<Path> superseded(Path checkpoints) {
        return folders(checkpoints).stream()
                .filter(job -> !job.equals(folder.getParent()))
                .flatMap(job -> folders(job).stream())
                .filter(other -> NAME.matcher(other.getFileName().toString()).matches())
                .toList();
    }

    private static Optional<LatestCheckpoint> complete(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() && Files.isRegularFile(folder.resolve(METADATA))
                ? Optional.of(new LatestCheckpoint(Long.parseLong(name.group(1)), folder))
                : Optional.empty();
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for checkpoints in " + parent, e);
        }
    }

    /** Milliseconds since the epoch. */
    private long written() {
        try {
            return Files.getLastModifiedTime(folder.resolve(METADATA)).toMillis();
        } catch (IOException e) {
            return Long.MIN_VALUE;
        }
    }

    private boolean isReadable() {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve(METADATA))))) {
            Checkpoints.loadCheckpointMetadata(in, LatestCheckpoint.class.getClassLoader(), folder.toString());
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("passing over the checkpoint {}: its metadata cannot be read", folder, e);
            return false;
        }
    }
}
