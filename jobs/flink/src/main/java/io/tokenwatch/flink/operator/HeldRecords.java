package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Routed;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Records that have come and are not judged yet: a few, for a few milliseconds at most, so that what is known of their keys is fetched from memory
 * side by side. One by one, the wait for memory is a tenth of all work. Whoever moves time on or takes a checkpoint judges them first,
 * so that nobody can tell. One thread.
 */
final class HeldRecords {
    /** Takes the records, in the order in which they came. */
    @FunctionalInterface
    interface Judging {
        void judge(Routed routed) throws Exception;
    }

    /** The longest that a record waits for others, milliseconds. */
    static final long WAIT_MILLIS = 5;

    private static final int MOST = 32;

    private final Routed[] held = new Routed[MOST];
    private final Entities entities;
    private final Judging judging;
    private final ProcessingTimeService time;
    private int count;
    /** Null if no timer runs. */
    private @Nullable ScheduledFuture<?> timer;

    HeldRecords(Entities entities, Judging judging, ProcessingTimeService time) {
        this.entities = entities;
        this.judging = judging;
        this.time = time;
    }

    /** Takes the record over. */
    void add(Routed routed) throws Exception {
        held[count++] = routed;
        if (count == MOST) {
            judge();
        } else if (timer == null) {
            timer = time.registerTimer(time.getCurrentProcessingTime() + WAIT_MILLIS, then -> {
                timer = null;
                judge();
            });
        }
    }

    /** Has all of them judged. */
    void judge() throws Exception {
        entities.expect(held, count);
        int waiting = count;
        count = 0;
        for (int i = 0; i < waiting; i++) {
            judging.judge(held[i]);
        }
    }
}
