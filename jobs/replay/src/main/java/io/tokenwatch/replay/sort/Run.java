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

    private final TextTable texts = new TextTable();
    private final List<KeptEvent> events = new ArrayList<>();
    private final BytesOut scratch = new BytesOut(1024);
    private byte[] page = {};
    private int used;
    private long pages;

    void add(long time, long id, long content, int met, TokenEvent event) {
        scratch.clear();
        EventCodec.encode(event, texts, scratch);
        int length = scratch.size();
        if (used + length > page.length) {
            page = new byte[Math.max(length, Math.min(PAGE, Math.max(64 * length, 2 * page.length)))];
            pages += page.length;
            used = 0;
        }
        System.arraycopy(scratch.array(), 0, page, used, length);
        events.add(new KeptEvent(time, id, content, met, page, used, used + length, texts));
        used += length;
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
