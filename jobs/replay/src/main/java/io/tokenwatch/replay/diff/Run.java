package io.tokenwatch.replay.diff;

import io.tokenwatch.replay.ResultFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder of a run that is complete; the alerts of its active rules and those in shadow mode merged, in order of their ids. */
final class Run implements Closeable {
    private final RunAlerts active;
    private final RunAlerts shadow;

    Run(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(ResultFolder.SUMMARY))) {
            throw new IOException(folder + " has no " + ResultFolder.SUMMARY
                    + ", so it is no folder of a replay that ended: name one that 'replay --out' wrote");
        }
        active = new RunAlerts(folder.resolve(ResultFolder.ALERTS), "alert");
        shadow = new RunAlerts(folder.resolve(ResultFolder.SHADOW_ALERTS), "shadow");
    }

    @Nullable
    RunAlert current() {
        return isActive() ? active.current() : shadow.current();
    }

    /** Whether the next one is of an active rule. */
    private boolean isActive() {
        RunAlert one = active.current();
        RunAlert other = shadow.current();
        return other == null || (one != null && one.id().compareTo(other.id()) <= 0);
    }

    void next() throws IOException {
        if (isActive()) {
            active.next();
        } else {
            shadow.next();
        }
    }

    @Override
    public void close() throws IOException {
        active.close();
        shadow.close();
    }
}
