package io.tokenwatch.replay.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;

/** Files that are read here and there, of which a few are open at a time: those used last. */
final class OpenFiles implements Closeable {
    private static final int MOST = 64;

    private final Folder folder;

    private final Map<String, FSDataInputStream> open = new LinkedHashMap<>(MOST, 0.75f, true);

    OpenFiles(Folder folder) {
        this.folder = folder;
    }

    FSDataInputStream of(String name) throws IOException {
        FSDataInputStream known = open.get(name);
        if (known != null) {
            return known;
        }
        if (open.size() >= MOST) {
            Iterator<FSDataInputStream> oldest = open.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        FSDataInputStream file = folder.open(name);
        open.put(name, file);
        return file;
    }

    @Override
    public void close() throws IOException {
        for (FSDataInputStream file : open.values()) {
            file.close();
        }
    }
}
