package io.tokenwatch.replay.sort;

import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes events in any order, in bounded memory. One thread; the events of several are read as one, see {@link SortedEvents}. */
public final class Sorter {
    /** Of its memory, one part in so many is for {@link CopyLog}. */
    private static final int SHARE_OF_LOG = 8;

    private final Spill spill;
    private final long memory;
    private final CopyLog log;
    private final EventIdentity identity = new EventIdentity();
    private final List<Path> files = new ArrayList<>();
    private final Run run = new Run();
    private long kept;

    /** @param memory bytes of it that this takes, about; what is more is on disk */
    public Sorter(Spill spill, long memory) {
        this.spill = spill;
        this.memory = memory - memory / SHARE_OF_LOG;
        this.log = new CopyLog(spill, memory / SHARE_OF_LOG);
    }

    /**
     * An event.
     *
     * @param met what is wanted back with it, see {@link KeptEvent#met}; if 0, only that it was there is known
     */
    public void add(TokenEvent event, int met) throws IOException {
        long id = identity.id(event);
        long content = identity.content(event);
        log.add(id, content);
        if (met != 0) {
            kept++;
            run.add(event.eventTime(), id, content, met, event);
            if (run.memory() > memory) {
                write();
            }
        }
    }

    private void write() throws IOException {
        Path file = spill.file();
        RunFile.write(Cursor.over(run.sorted()), file);
        files.add(file);
        run.clear();
    }

    /** All is there. Where there are files, what is left goes to one too: those who judge need the memory. */
    void finish() throws IOException {
        if (!files.isEmpty() && run.size() > 0) {
            write();
        }
    }

    /** How many are wanted back, copies included. */
    long kept() {
        return kept;
    }

    CopyLog log() {
        return log;
    }

    List<Path> files() {
        return files;
    }

    Run run() {
        return run;
    }
}
