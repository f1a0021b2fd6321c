package io.tokenwatch.replay.cluster;

import io.tokenwatch.state.BytesOut;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes events, and block by block what became of the others, in parts: a pair of files each, under other names until they are whole. The blocks of a part that is
 * whole need never be read again.
 */
final class PartWriter implements Closeable {
    static final String EVENTS = ".events";
    static final String BLOCKS = ".blocks";
    static final String UNFINISHED = ".unfinished";

    /** A part is ended by the first block that comes after so many nanoseconds. */
    private static final long LONGEST = 5_000_000_000L;

    private static final int BUFFER = 128 * 1024;

    private final Folder folder;
    private final int mostBytes;
    private final BytesOut scratch = new BytesOut(1024);
    private String name = "";
    private @Nullable DataOutputStream events;
    private @Nullable DataOutputStream blocks;
    private long began;

    /** @param mostBytes a part is ended by the first block that makes it longer */
    PartWriter(Folder folder, int mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    void event(BytesOut row) throws IOException {
        DataOutputStream out = open();
        out.writeInt(row.size());
        out.write(row.array(), 0, row.size());
    }

    /** The block to which the events since the last call belong. */
    void end(BlockTally block) throws IOException {
        DataOutputStream written = open();
        DataOutputStream out = blocks;
        if (out != null) {
            scratch.clear();
            block.write(scratch);
            out.writeInt(scratch.size());
            out.write(scratch.array(), 0, scratch.size());
        }
        if (written.size() >= mostBytes || System.nanoTime() - began >= LONGEST) {
            finish();
        }
    }

    private DataOutputStream open() throws IOException {
        DataOutputStream now = events;
        if (now == null) {
            name = UUID.randomUUID().toString();
            now = stream(EVENTS);
            events = now;
            blocks = stream(BLOCKS);
            began = System.nanoTime();
        }
        return now;
    }

    private DataOutputStream stream(String kind) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(folder.create(name + kind + UNFINISHED), BUFFER));
    }

    /** Makes the part whole: that of the blocks is the last to get its name. */
    void finish() throws IOException {
        if (events != null) {
            close();
            for (String kind : new String[] {EVENTS, BLOCKS}) {
                folder.rename(name + kind + UNFINISHED, name + kind);
            }
        }
    }

    /** Leaves the part unfinished. */
    @Override
    public void close() throws IOException {
        DataOutputStream first = events;
        DataOutputStream second = blocks;
        events = null;
        blocks = null;
        try {
            if (first != null) {
                first.close();
            }
        } finally {
            if (second != null) {
                second.close();
            }
        }
    }
}
