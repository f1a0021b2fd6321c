package io.tokenwatch.flink.operator;

import io.tokenwatch.flink.pack.PackNews;
import io.tokenwatch.maintenance.Maintenance;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The maintenance windows of a file, which is read again when it changes. One that cannot be read leaves the last ones in force. */
final class MaintenanceFile {
    private static final long LARGEST = 1 << 20;

    private final @Nullable Path file;
    private final String runId;
    private Maintenance windows = Maintenance.NONE;
    private FileTime seen = FileTime.fromMillis(Long.MIN_VALUE);

    /** @param file empty if there is none */
    MaintenanceFile(String file, String runId) {
        this.file = file.isEmpty() ? null : Path.of(file);
        this.runId = runId;
    }

    Maintenance windows() {
        return windows;
    }

    /** Looks whether the file has changed. */
    void look() {
        Path path = file;
        if (path == null) {
            return;
        }
        FileTime now = modified(path);
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException("it is larger than " + LARGEST + " bytes");
            }
            windows = Maintenance.read(path.toString(), Files.readString(path));
        } catch (IOException | FaultyFileException e) {
            PackNews.say(runId, "the maintenance windows stay as they were, " + path + ": " + e.getMessage());
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
