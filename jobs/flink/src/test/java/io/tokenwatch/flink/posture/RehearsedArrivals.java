package io.tokenwatch.flink.posture;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.source.Arrival;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** The event of each number, slowly, failing where told after the next checkpoint. */
final class RehearsedArrivals implements MapFunction<Long, Arrival>, CheckpointListener {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What a test and its job, in one JVM, tell each other. */
    static final class Run {
        final List<TokenEvent> events;
        final ConcurrentLinkedQueue<Integer> failAfter = new ConcurrentLinkedQueue<>();
        final AtomicInteger handedOut = new AtomicInteger();
        final AtomicInteger checkpoints = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();

        Run(List<TokenEvent> events) {
            this.events = events;
        }
    }

    static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

    private final String name;

    RehearsedArrivals(String name) {
        this.name = name;
    }

    private Run run() {
        Run run = RUNS.get(name);
        if (run == null) {
            throw new IllegalStateException("no run " + name);
        }
        return run;
    }

    @Override
    public Arrival map(Long number) throws InterruptedException {
        Run run = run();
        Thread.sleep(1);
        Integer next = run.failAfter.peek();
        if (next != null && run.handedOut.incrementAndGet() >= next) {
            if (run.checkpoints.get() == 0) {
                Thread.sleep(5);
            } else if (run.failAfter.remove(next)) {
                run.checkpoints.set(0);
                run.failures.incrementAndGet();
                throw new IllegalStateException("a planned failure");
            }
        }
        Arrival arrival = new Arrival();
        TokenEvent event = run.events.get(number.intValue());
        for (Field field : Field.values()) {
            String text = field.type().isText() ? event.text(field) : null;
            String[] texts = field.type().isTexts() ? event.texts(field) : null;
            if (text != null) {
                arrival.event().set(field, text);
            } else if (texts != null) {
                arrival.event().set(field, texts);
            } else if (field.type().isNumber()) {
                arrival.event().set(field, event.number(field));
            }
        }
        return arrival;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        run().checkpoints.incrementAndGet();
    }
}
