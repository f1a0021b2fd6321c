package io.tokenwatch.replay.sort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that some sorters took, in order, each event once; to be gone through as often as one likes. */
public final class SortedEvents {
    /** So many files at most are open at once. */
    private static final int MOST_FILES = 64;

    private final List<List<KeptEvent>> runs = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final Copies copies;
    private final long size;

    private SortedEvents(Copies copies, long size) {
        this.copies = copies;
        this.size = size;
    }

    /** To be called when the sorters have all; they are not to be used any more. */
    public static SortedEvents of(List<Sorter> sorters, Spill spill) throws IOException {
        SortedEvents sorted = new SortedEvents(
                Copies.of(sorters.stream().map(Sorter::log).toList()),
                sorters.stream().mapToLong(Sorter::kept).sum());
        for (Sorter sorter : sorters) {
            sorter.finish();
            sorted.runs.add(sorter.run().sorted());
            sorted.files.addAll(sorter.files());
        }
        while (sorted.files.size() > MOST_FILES) {
            sorted.mergeSome(spill);
        }
        return sorted;
    }

    private void mergeSome(Spill spill) throws IOException {
        List<Path> some = files.subList(0, MOST_FILES);
        Path merged = spill.file();
        try (Cursor events = new Merge(open(some), Copies.UNKNOWN)) {
            RunFile.write(events, merged);
        }
        for (Path file : some) {
            Files.delete(file);
        }
        some.clear();
        files.add(merged);
    }

    private static List<Cursor> open(List<Path> files) throws IOException {
        List<Cursor> open = new ArrayList<>();
        for (Path file : files) {
            open.add(RunFile.read(file));
        }
        return open;
    }

    /** From the first event on. */
    public Cursor cursor() throws IOException {
        List<Cursor> all = open(files);
        runs.forEach(run -> all.add(Cursor.over(run)));
        return new Merge(all, copies);
    }

    /** How many events were kept, further copies included. */
    public long size() {
        return size;
    }

    public Copies copies() {
        return copies;
    }
}
