package io.tokenwatch.replay.cluster;

import io.tokenwatch.replay.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a replay keeps what it has read, until its results are written: who starts the same replay again goes on from
 * there. It is where the results go, unless the tasks are on machines that do not reach that. The lock, which is in any case there, goes with
 * the process, however that ends.
 */
final class Stage implements AutoCloseable {
    private static final String NAME = ".replay";
    private static final String PLAN = "plan";
    private static final String CLAIM = "claim";

    private final Folder own;
    private final Folder shared;
    private final Path scratch;
    private final FolderLock lock;

    private Stage(Path own, Folder shared, FolderLock lock) {
        this.own = Folder.of(own);
        this.shared = shared;
        this.scratch = own.resolve("scratch");
        this.lock = lock;
    }

    /**
     * Opens it, or makes it.
     *
     * @param shared URI of a folder that all tasks reach; null for that of the results
     * @throws UncheckedIOException if another process is at it, or it cannot be written to
     */
    static Stage open(Path results, @Nullable String shared) throws IOException {
        Path own = Files.createDirectories(results.resolve(NAME));
        FolderLock lock = FolderLock.of(
                own, "another replay is at work in " + results + ": wait for it, or name another folder with --out");
        if (shared == null) {
            return new Stage(own, Folder.of(own), lock);
        }
        try {
            Folder there = new Folder(shared).in(NAME);
            claim(there, own);
            return new Stage(own, there, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Says in the shared folder whose it is: in an object store nothing can be locked. Whoever has that very folder for its results goes on with it,
     * also after it was killed.
     */
    private static void claim(Folder shared, Path own) throws IOException {
        Path identity = own.resolve(CLAIM);
        if (!Files.exists(identity)) {
            Files.writeString(identity, UUID.randomUUID() + "\n" + own.getParent());
        }
        List<String> ours = Files.readAllLines(identity);
        if (!shared.has(CLAIM)) {
            shared.write(CLAIM, ours);
        }
        List<String> found = shared.lines(CLAIM); // of two that come at the same time, the one that wrote last
        if (!found.equals(ours)) {
            throw new UncheckedIOException(
                    "the shared folder " + shared + " is that of another replay, whose results go to "
                            + found.get(found.size() - 1) + ": wait for it, or name another folder with --shared;"
                            + " if that replay will not be gone on with, delete the folder",
                    new IOException("claimed"));
        }
    }

    /**
     * Keeps what is there if it is of the same plan.
     *
     * @return what has changed since, if something was there; empty if it can be gone on with, or nothing was there
     */
    List<String> prepare(List<String> plan) throws IOException {
        List<String> changed = new ArrayList<>();
        if (shared.has(PLAN)) {
            List<String> kept = shared.lines(PLAN);
            changed.addAll(plan);
            changed.removeAll(kept);
            if (changed.isEmpty() && kept.size() != plan.size()) {
                changed.add("inputs");
            }
        }
        if (!changed.isEmpty()) {
            shared.delete(PLAN);
        }
        if (!shared.has(PLAN)) {
            parts().delete();
            shared.write(PLAN, plan);
        }
        for (Folder ofOneRun : List.of(heard(), alerts(), own.in("scratch"))) {
            ofOneRun.delete();
        }
        Files.createDirectories(scratch);
        for (String file : parts().files(PartWriter.UNFINISHED)) {
            parts().delete(file);
        }
        return changed;
    }

    /** For what is to be kept besides. */
    Folder folder() {
        return shared;
    }

    /** What was read. */
    Folder parts() {
        return shared.in("parts");
    }

    /** What the tasks that route have to say to those that judge. */
    Folder heard() {
        return shared.in("heard");
    }

    Folder alerts() {
        return shared.in("alerts");
    }

    /** Where a cluster in this process may sort. */
    Path scratch() {
        return scratch;
    }

    /** The results are there. */
    void clear() throws IOException {
        shared.delete();
        own.delete();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
