package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a history by a pack. Nothing is late, since every event is there before the first one is judged. May be used once. */
public final class Judging {
    private static final int STEP = 4_096;
    private static final int FEW_KEYS = 100_000;

    /** Sees each event before it is judged, and the engine as it is then. */
    public interface Observer {
        /** May sweep the engine, which changes no alert; the event must stay as it is. */
        void before(TokenEvent event, LocalEngine engine);
    }

    private final PackLog log;
    private final @Nullable AlertSink told;
    private long keysLeftOut;

    public Judging(RulePack pack) {
        this(PackLog.of(pack));
    }

    /** @param log judges each event by the pack in force at its time */
    public Judging(PackLog log) {
        this(log, null);
    }

    /** @param told hears of every change of an alert, the closing of those included whose time is over at the end */
    public Judging(PackLog log, @Nullable AlertSink told) {
        this.log = log;
        this.told = told;
    }

    /** Every alert that stands at the end, by its id. Judged by the threads that the history was read with. */
    public List<Alert> alerts(History history, ReplayWatcher watcher) {
        try (Shards shards = new Shards(log, history, watcher, told)) {
            List<Alert> alerts = shards.judge();
            keysLeftOut = shards.keysLeftOut();
            return alerts;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what was sorted on disk: " + e.getMessage(), e);
        }
    }

    /** As {@link #alerts(History, ReplayWatcher)}, on one thread, with somebody watching each event. */
    public List<Alert> alerts(History history, ReplayWatcher watcher, Observer observer) {
        AlertSink sink = told;
        LocalEngine engine = sink == null ? new LocalEngine(log) : new LocalEngine(log, sink);
        Sweeping sweeping = new Sweeping();
        engine.reach(history.sums().last()); // what happened tells how far the logs reach, even if no rule matches it
        history.forEach(event -> {
            engine.advance(event.eventTime());
            observer.before(event, engine);
            engine.accept(event);
            if (engine.keys() >= sweeping.at) {
                engine.sweep();
                sweeping.at = Math.max(FEW_KEYS, 2 * engine.keys());
            }
            if (sweeping.events++ % STEP == 0) {
                watcher.judging(sweeping.events, history.size());
            }
        });
        watcher.judging(history.size(), history.size());
        if (sink != null) {
            engine.sweep();
        }
        keysLeftOut = engine.keysLeftOut();
        return List.copyOf(engine.alerts());
    }

    /** When to look for what can be forgotten. */
    private static final class Sweeping {
        private int at = FEW_KEYS;
        private long events;
    }

    /** See {@link LocalEngine#keysLeftOut}; of the history that was judged. */
    public long keysLeftOut() {
        return keysLeftOut;
    }
}
