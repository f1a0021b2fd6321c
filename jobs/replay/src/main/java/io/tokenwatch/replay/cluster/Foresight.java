package io.tokenwatch.replay.cluster;

import io.tokenwatch.engine.Prospects;
import io.tokenwatch.replay.sort.Copies;
import io.tokenwatch.replay.sort.CopyLog;
import io.tokenwatch.replay.sort.Spill;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the keys meet, as tasks of this process read it, for those that route when all is read: most of what is read comes to nothing there. */
final class Foresight implements Closeable {
    /** Of the memory, one part in so many is for the ids of all events; the rest for what the keys meet. */
    private static final int SHARE_OF_LOGS = 8;

    private final Prospects prospects;
    private final Spill spill;
    private final long memoryOfLog;
    private final List<CopyLog> logs = new ArrayList<>();

    /**
     * Knows nothing yet.
     *
     * @param memory bytes of it that this takes, about
     * @param readers how many tasks read
     * @param scratch a folder for what does not fit
     */
    Foresight(long memory, int readers, Path scratch) throws IOException {
        this.prospects = new Prospects(memory - memory / SHARE_OF_LOGS);
        this.memoryOfLog = memory / SHARE_OF_LOGS / readers;
        this.spill = new Spill(scratch);
    }

    Prospects prospects() {
        return prospects;
    }

    /** Takes id and content of all events that one task reads. */
    synchronized CopyLog log() {
        CopyLog log = new CopyLog(spill, memoryOfLog);
        logs.add(log);
        return log;
    }

    /** All is read. Says whether all copies of each event are the same. */
    synchronized boolean complete() throws IOException {
        boolean agree = Copies.of(logs).conflicts() == 0;
        if (!agree) {
            prospects.copiesDiffer();
        }
        logs.clear();
        spill.close();
        return agree;
    }

    @Override
    public void close() throws IOException {
        spill.close();
    }
}
