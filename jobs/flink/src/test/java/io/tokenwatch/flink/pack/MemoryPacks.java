package io.tokenwatch.flink.pack;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log of packs in this process. */
public final class MemoryPacks implements PackFeed {
    private static final long serialVersionUID = 1L;

    private final CopyOnWriteArrayList<byte[]> log = new CopyOnWriteArrayList<>();

    public void publish(byte[] json) {
        log.add(json);
    }

    public List<PackRecord> records() {
        return log.stream().map(json -> new PackRecord(0, json)).toList();
    }

    @Override
    public Reader open() {
        return new Reader() {
            private int read;

            @Override
            public List<PackRecord> toEnd() {
                List<PackRecord> all = records();
                List<PackRecord> fresh = all.subList(read, all.size());
                read = all.size();
                return fresh;
            }

            @Override
            public List<PackRecord> more() {
                return toEnd();
            }

            @Override
            public void close() {}
        };
    }
}
