package io.tokenwatch.replay.cluster;

import io.tokenwatch.state.BytesIn;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;

/** Where in the parts the tally of each block is: some 50 bytes in memory for each 128 KiB of lines. */
final class BlockIndex {
    private record Place(int input, int block, int part, long offset, int length) {
        static final Comparator<Place> ORDER = Comparator.comparingInt(Place::input)
                .thenComparingInt(Place::block)
                .thenComparingInt(Place::length);
    }

    /** Who takes the tallies. */
    interface Reader {
        void block(BlockTally tally) throws IOException;
    }

    private final Folder folder;
    private final List<String> files;
    private final List<Place> places = new ArrayList<>();
    private final Finished finished = new Finished();
    private long records;

    private BlockIndex(Folder folder, List<String> files) {
        this.folder = folder;
        this.files = files;
    }

    /** Of the parts in that folder that are whole. */
    static BlockIndex of(Folder folder) throws IOException {
        List<String> files = folder.files(PartWriter.BLOCKS);
        BlockIndex index = new BlockIndex(folder, files);
        for (int i = 0; i < files.size(); i++) {
            index.add(i, files.get(i));
        }
        return index;
    }

    private void add(int part, String file) throws IOException {
        long offset = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(folder.open(file)))) {
            while (true) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                BlockTally tally = BlockTally.read(new BytesIn(bytes));
                offset += Integer.BYTES;
                // The end of an input comes after its last block, which has a smaller number.
                places.add(new Place(tally.input, tally.number, part, offset, bytes.length));
                finished.add(tally);
                records += tally.counts.records();
                offset += bytes.length;
            }
        } catch (EOFException e) {
            // The end of a part that is whole.
        }
    }

    Finished finished() {
        return finished;
    }

    /** How many records there are in all blocks. */
    long records() {
        return records;
    }

    /** The events of the parts. */
    List<String> parts() {
        return files.stream()
                .map(file -> file.replace(PartWriter.BLOCKS, PartWriter.EVENTS))
                .toList();
    }

    /** Goes through all blocks in the order of the inputs. */
    void forEach(Reader reader) throws IOException {
        places.sort(Place.ORDER);
        try (OpenFiles open = new OpenFiles(folder)) {
            for (Place place : places) {
                FSDataInputStream file = open.of(files.get(place.part));
                file.seek(place.offset);
                byte[] bytes = file.readNBytes(place.length);
                reader.block(BlockTally.read(new BytesIn(bytes)));
            }
        }
    }
}
