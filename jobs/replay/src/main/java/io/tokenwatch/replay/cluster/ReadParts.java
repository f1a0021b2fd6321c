package io.tokenwatch.replay.cluster;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The events of the part of that number. */
final class ReadParts implements FlatMapFunction<Long, byte[]> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int BUFFER = 256 * 1024;

    private final Folder folder;
    private final ArrayList<String> parts;

    ReadParts(Folder folder, List<String> parts) {
        this.folder = folder;
        this.parts = new ArrayList<>(parts);
    }

    @Override
    public void flatMap(Long index, Collector<byte[]> out) throws IOException {
        String part = parts.get(index.intValue());
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(folder.open(part), BUFFER))) {
            while (true) {
                byte[] row = new byte[in.readInt()];
                in.readFully(row);
                out.collect(row);
            }
        } catch (EOFException e) {
            // The end: a part has its name only when it is whole.
        }
    }
}
