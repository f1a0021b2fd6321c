package io.tokenwatch.replay.sort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Several sorted runs as one. Of copies that are the same it leaves one, and of copies that differ the one that counts. */
final class Merge implements Cursor {
    private record Head(KeptEvent event, Cursor rest) {}

    private final List<Cursor> all;
    private final PriorityQueue<Head> heads;
    private final Copies copies;
    private @Nullable KeptEvent last;

    Merge(List<? extends Cursor> runs, Copies copies) throws IOException {
        this.all = new ArrayList<>(runs);
        this.copies = copies;
        this.heads = new PriorityQueue<>(Math.max(1, runs.size()), Comparator.comparing(Head::event, KeptEvent.ORDER));
        for (Cursor run : runs) {
            push(run);
        }
    }

    private void push(Cursor run) throws IOException {
        KeptEvent event = run.next();
        if (event != null) {
            heads.add(new Head(event, run));
        }
    }

    @Override
    public @Nullable KeptEvent next() throws IOException {
        while (true) {
            KeptEvent event = pull();
            if (event == null) {
                return null;
            }
            boolean again = last != null && last.id() == event.id() && last.time() == event.time();
            if (!again && copies.counts(event.id(), event.content())) {
                last = event;
                return event;
            }
        }
    }

    private @Nullable KeptEvent pull() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        push(head.rest);
        return head.event;
    }

    @Override
    public void close() throws IOException {
        for (Cursor run : all) {
            run.close();
        }
    }
}
