package io.tokenwatch.replay.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are read here and there, of which a few are open at a time: those used last. */
final class OpenFiles implements Closeable {
    private static final int MOST = 64;

    private final Map<Path, RandomAccessFile> open = new LinkedHashMap<>(MOST, 0.75f, true);

    RandomAccessFile of(Path path) throws IOException {
        RandomAccessFile known = open.get(path);
        if (known != null) {
            return known;
        }
        if (open.size() >= MOST) {
            Iterator<RandomAccessFile> oldest = open.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        open.put(path, file);
        return file;
    }

    @Override
    public void close() throws IOException {
        for (RandomAccessFile file : open.values()) {
            file.close();
        }
    }
}
