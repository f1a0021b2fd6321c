package io.tokenwatch.replay.sort;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.List;

/** Events in memory, as they come; then in order. */
final class Run {
    private static final int PAGE = 1 << 20;
    /** What an event costs beside its bytes, in bytes of memory. */
    private static final int COST = 72;

    private TextTable texts = new TextTable();
    private final List<KeptEvent> events = new ArrayList<>();
    private final BytesOut scratch = new BytesOut(1024);
    /** Whole pages of runs before this one. Memory that is as large and as old as this costs the collector most when it is made anew. */
    private final List<byte[]> spare = new ArrayList<>();

    private final List<byte[]> whole = new ArrayList<>();
    private byte[] page = {};
    private int used;
    private long pages;

    /** Begins again with nothing: to be called when nobody looks at its events any more. */
    void clear() {
        texts = new TextTable();
        events.clear();
        spare.addAll(whole);
        whole.clear();
        page = new byte[0];
        used = 0;
        pages = 0;
    }

    void add(long time, long id, long content, int met, TokenEvent event) {
        scratch.clear();
        EventCodec.encode(event, texts, scratch);
        int length = scratch.size();
        if (used + length > page.length) {
            page = page(length);
            pages += page.length;
            used = 0;
        }
        System.arraycopy(scratch.array(), 0, page, used, length);
        events.add(new KeptEvent(time, id, content, met, page, used, used + length, texts));
        used += length;
    }

    private byte[] page(int least) {
        int last = spare.size() - 1;
        byte[] next = last >= 0 && least <= PAGE
                ? spare.remove(last)
                : new byte[Math.max(least, Math.min(PAGE, Math.max(64 * least, 2 * page.length)))];
        if (next.length == PAGE) {
            whole.add(next);
        }
        return next;
    }

    int size() {
        return events.size();
    }

    /** About so many bytes of memory. */
    long memory() {
        return pages + texts.memory() + (long) COST * events.size();
    }

    /** All events, in order; no more may be added. */
    List<KeptEvent> sorted() {
        events.sort(KeptEvent.ORDER);
        return events;
    }
}
