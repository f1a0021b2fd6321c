package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Judge;
import io.tokenwatch.engine.Upkeep;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are looked at without a record of theirs: when their time has come, and when it is time to tell what has grown. A key has one timer at
 * most. One thread.
 */
final class Visits {
    private final Entities entities;
    private final Judge judge;
    private final Upkeep upkeep;
    private final EventTime now;
    private final AlertPublisher publisher;
    /** Null where no time passes, since all records of a key come at once. */
    private final @Nullable DueKeys due;

    private final Set<Key128> growing = new LinkedHashSet<>();

    Visits(Entities entities, Judge judge, EventTime now, AlertPublisher publisher, @Nullable DueKeys due) {
        this.entities = entities;
        this.judge = judge;
        this.upkeep = judge.upkeep();
        this.now = now;
        this.publisher = publisher;
        this.due = due;
    }

    /** After a key has been judged. */
    void arrange(LiveEntity live, boolean grown) {
        if (grown) {
            growing.add(live.key());
        }
        if (live.timer() == Long.MIN_VALUE) {
            setTimer(live, judge.touchedUntil(), judge.decidesAt(), judge.closesAt());
        } else if (live.needsTimer()
                || judge.decidesAt() < live.timer()
                || now.timerAt(judge.closesAt()) < live.timer()) {
            setTimer(live);
        }
    }

    private void setTimer(LiveEntity live) {
        setTimer(live, upkeep.sweepAt(live), upkeep.decidesAt(live), upkeep.closesAt(live));
    }

    private void setTimer(LiveEntity live, long sweepAt, long decidesAt, long closesAt) {
        DueKeys timers = due;
        if (timers == null) {
            live.timer(Long.MAX_VALUE);
            return;
        }
        if (sweepAt == Long.MAX_VALUE) {
            sweep(live); // an event may have taught nothing: no timer would come for that
        }
        live.timer(Math.min(now.timerAt(sweepAt), Math.min(decidesAt, now.timerAt(closesAt))));
        if (live.timer() != Long.MAX_VALUE) {
            timers.add(live.key(), live.timer());
        }
    }

    /** Looks at every key whose time has come. */
    void visitDue() throws Exception {
        if (due != null) {
            due.drain(now.watermark(), this::visit);
        }
    }

    /** A time that is not the entity's own is left over from one that is gone. */
    private void visit(Key128 key, long time) throws Exception {
        LiveEntity live = entities.get(key);
        if (live.timer() == time) {
            boolean grown = sweep(live);
            if (live.isEmpty()) {
                growing.remove(live.key());
            } else {
                if (grown) {
                    growing.add(live.key());
                }
                setTimer(live);
            }
            entities.changed(live);
        } else if (live.isEmpty()) {
            entities.changed(live); // asked for in vain
        }
    }

    private boolean sweep(LiveEntity live) {
        return upkeep.sweep(live, now.horizon(), now.observed(), publisher);
    }

    /** Tells the growth of alerts that has waited. */
    void publishGrowth() throws Exception {
        publisher.because(0);
        for (Key128 key : growing) {
            LiveEntity live = entities.get(key);
            publishGrowth(live);
            entities.changed(live);
        }
        growing.clear();
    }

    void publishGrowth(LiveEntity live) {
        upkeep.publishGrowth(live, now.horizon(), now.observed(), publisher);
    }
}
