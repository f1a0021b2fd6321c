package io.tokenwatch.flink.topology;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.testing.Dice;
import io.tokenwatch.flink.testing.Traffic;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Routes the event of each number, slowly where asked, and fails where told, after the next checkpoint there. */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class Arrivals extends RichFlatMapFunction<Long, RoutedRecord>
        implements CheckpointedFunction, CheckpointListener {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What a test and its job, in one JVM, tell each other. */
    static final class Run {
        final List<TokenEvent> events;
        final ConcurrentLinkedQueue<Integer> failAfter = new ConcurrentLinkedQueue<>();
        final AtomicInteger routed = new AtomicInteger();
        /** Completed since the last failure. */
        final AtomicInteger checkpoints = new AtomicInteger();

        final AtomicInteger failures = new AtomicInteger();
        final AtomicInteger restores = new AtomicInteger();

        Run(List<TokenEvent> events) {
            this.events = events;
        }
    }

    private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

    private final String name;
    private final long pauseMillis;
    private transient Routing routing;
    private transient @Nullable Run run;

    Arrivals(String name, long pauseMillis) {
        this.name = name;
        this.pauseMillis = pauseMillis;
    }

    /** With so many keys that no evidence set is ever full: beyond that, what has been forgotten shows. */
    static Run start(String name, int events) {
        Run run = new Run(Traffic.events(new Dice(name.hashCode()), events, events / 25, 500));
        RUNS.put(name, run);
        return run;
    }

    private Run run() {
        Run known = run;
        if (known == null) {
            known = RUNS.get(name);
            if (known == null) {
                throw new IllegalStateException("no run " + name);
            }
            run = known;
        }
        return known;
    }

    @Override
    public void open(OpenContext context) {
        routing = new Routing(Traffic.RULES);
    }

    @Override
    public void flatMap(Long number, Collector<RoutedRecord> out) throws InterruptedException {
        Thread.sleep(pauseMillis);
        Run now = run();
        routing.route(now.events.get(number.intValue()), 0, out::collect);
        int routed = now.routed.incrementAndGet();
        Integer next = now.failAfter.peek();
        if (next == null || routed < next) {
            return;
        }
        if (now.checkpoints.get() == 0) {
            Thread.sleep(10); // give the checkpoint time, that the failure must not come before
        } else if (now.failAfter.remove(next)) {
            now.checkpoints.set(0);
            now.failures.incrementAndGet();
            throw new IllegalStateException("a planned failure after " + routed + " events");
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        if (context.isRestored()) {
            run().restores.incrementAndGet();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        run().checkpoints.incrementAndGet();
    }
}
