package io.tokenwatch.replay.cluster;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.rule.PackLog;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the tasks of one replay share with whoever started it, in this process: tasks carry its name alone, so that no key for hashing
 * tokens is ever part of a job.
 */
final class Work implements AutoCloseable {
    private static final Map<String, Work> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final List<Map.Entry<Input, Connector>> inputs;
    private final ReplaySettings settings;
    private final PackLog log;
    private final Stage stage;
    private final Feeds feeds = new Feeds();

    final LongAdder records = new LongAdder();
    /** As the inputs are stored. */
    final LongAdder bytes = new LongAdder();

    final LongAdder distinct = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder keysLeftOut = new LongAdder();
    /** Routed records: there, and judged. */
    final LongAdder routed = new LongAdder();

    final LongAdder judged = new LongAdder();
    final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
    /** Of the newest event of the period, milliseconds since the epoch; known when all is read. */
    private volatile long last = Long.MIN_VALUE;

    Work(Engine.Task task, Stage stage) {
        this.inputs = List.copyOf(task.formats().entrySet());
        this.settings = task.settings();
        this.log = task.log();
        this.stage = stage;
        ALL.put(name, this);
    }

    /** @throws IllegalStateException if there is none in this process */
    static Work named(String name) {
        Work work = ALL.get(name);
        if (work == null) {
            throw new IllegalStateException("the replay " + name + " is not of this process");
        }
        return work;
    }

    String name() {
        return name;
    }

    List<Map.Entry<Input, Connector>> inputs() {
        return inputs;
    }

    ReplaySettings settings() {
        return settings;
    }

    PackLog log() {
        return log;
    }

    Stage stage() {
        return stage;
    }

    void reached(long newest) {
        last = newest;
    }

    long last() {
        return last;
    }

    /** Takes over what one task has heard of the issuers. */
    void heard(Feeds some) {
        synchronized (feeds) {
            some.starts().forEach(feeds::add);
        }
    }

    /** Since when each issuer tells, for one thread; to be asked when all tasks that hear of it have ended. */
    Feeds heard() {
        Feeds copy = new Feeds();
        synchronized (feeds) {
            feeds.starts().forEach(copy::add);
        }
        return copy;
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
