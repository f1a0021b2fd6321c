package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import java.util.List;

/** Judges a history by a pack. Nothing is late, since every event is there before the first one is judged. */
public final class Judging {
    private static final int STEP = 4_096;
    private static final int FEW_KEYS = 100_000;

    /** Sees each event before it is judged, and the engine as it is then. */
    public interface Observer {
        Observer NONE = (event, engine) -> {};

        /** May sweep the engine, which changes no alert; the event must stay as it is. */
        void before(TokenEvent event, LocalEngine engine);
    }

    private final LocalEngine engine;
    private final boolean closes;
    private int sweepAt = FEW_KEYS;

    public Judging(RulePack pack) {
        this(PackLog.of(pack));
    }

    /** @param log judges each event by the pack in force at its time */
    public Judging(PackLog log) {
        this.engine = new LocalEngine(log);
        this.closes = false;
    }

    /** @param told hears of every change of an alert, the closing of those included whose time is over at the end */
    public Judging(PackLog log, AlertSink told) {
        this.engine = new LocalEngine(log, told);
        this.closes = true;
    }

    /** Every alert that stands at the end, by its id; may be called once. */
    public List<Alert> alerts(History history, ReplayWatcher watcher, Observer observer) {
        engine.reach(history.last()); // what happened tells how far the logs reach, even if no rule matches it
        history.forEach((event, i) -> {
            engine.advance(event.eventTime());
            observer.before(event, engine);
            engine.accept(event);
            if (engine.keys() >= sweepAt) {
                engine.sweep();
                sweepAt = Math.max(FEW_KEYS, 2 * engine.keys());
            }
            if (i % STEP == 0) {
                watcher.judging(i, history.size());
            }
        });
        watcher.judging(history.size(), history.size());
        if (closes) {
            engine.sweep();
        }
        return List.copyOf(engine.alerts());
    }

    /** The engine as the last event left it. */
    public LocalEngine engine() {
        return engine;
    }
}
