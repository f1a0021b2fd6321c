package io.tokenwatch.bench.rules;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.LineCursor;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One pack at one stage. What does not belong to the stage (making the rules, and the events where they are not read) is done in
 * the first run, which is no figure. Hits: with state, how many alerts each rule raised; else what was routed for one round of the
 * events.
 */
public final class RulesContestant implements Contestant {
    private static final long LATENESS = 60_000;
    private static final int WATERMARK_EVERY = 1_000;
    /** So many lines are read at once where reading does not count: few enough that their events stay in the processor's cache. */
    private static final int BATCH = 64;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Side side;
    private final RulePack pack;
    private final Plan plan;
    private @Nullable Traffic traffic;
    private List<TokenEvent> events = List.of();
    /** Times of an event in the middle and of the last one. */
    private long middle;

    private long last;
    private long routed;
    private long asideNanos;

    /** @param options see {@link Side#options} */
    public RulesContestant(String options) {
        this.side = Side.parse(options);
        this.pack = side.mix().pack(side.rules());
        this.plan = new Plan(pack);
    }

    @Override
    public String name() {
        return side.name();
    }

    @Override
    public long judged(Workload workload) {
        return (long) rounds() * side.stage().events();
    }

    @Override
    public long asideNanos() {
        return asideNanos;
    }

    private int rounds() {
        return Math.max(1, side.events() / side.stage().events());
    }

    @Override
    public Set<Hit> run(Workload workload) throws Exception {
        asideNanos = 0;
        Traffic made = traffic;
        if (made == null) {
            made = new Traffic(workload, side.stage().events());
            List<TokenEvent> read = made.events();
            middle = read.get(read.size() / 2).eventTime();
            last = read.get(read.size() - 1).eventTime();
            events = side.stage().reads() ? List.of() : read;
            traffic = made;
        }
        return side.stage().judges() ? judge(made) : route(made);
    }

    private Set<Hit> route(Traffic made) throws Unreadable {
        Router router = side.indexed() ? new Router(plan) : Router.withoutIndex(plan);
        routed = 0;
        for (int round = 0; round < rounds(); round++) {
            forEach(made, event -> router.route(event, 0, this::take));
        }
        return Set.of(new Hit("bytes routed", String.valueOf(routed / rounds())));
    }

    private void forEach(Traffic made, Consumer<TokenEvent> consumer) throws Unreadable {
        if (!side.stage().reads()) {
            events.forEach(consumer);
        } else if (side.stage().countsReading()) {
            TokenEvent event = new TokenEvent();
            for (LineCursor line = made.cursor(); line.next(); ) {
                if (made.read(line, event)) {
                    consumer.accept(event);
                }
            }
        } else {
            forEachOfBatches(made, consumer);
        }
    }

    private void forEachOfBatches(Traffic made, Consumer<TokenEvent> consumer) throws Unreadable {
        List<TokenEvent> batch = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            batch.add(new TokenEvent());
        }
        LineCursor line = made.cursor();
        for (int read = BATCH; read == BATCH; ) {
            long from = THREADS.getCurrentThreadCpuTime();
            for (read = 0; read < BATCH && line.next(); ) {
                read += made.read(line, batch.get(read)) ? 1 : 0;
            }
            asideNanos += THREADS.getCurrentThreadCpuTime() - from;
            batch.subList(0, read).forEach(consumer);
        }
    }

    private void take(Routed record) {
        routed += record.length;
    }

    /** Each round is later than the one before, and its events are others. */
    private Set<Hit> judge(Traffic made) throws Unreadable {
        LocalEngine engine = new LocalEngine(pack);
        Router router = side.indexed() ? new Router(plan) : Router.withoutIndex(plan);
        long step = 2 * (last - middle);
        for (int round = 0; round < rounds(); round++) {
            String source = "round " + round;
            long shift = step * round;
            routed = 0;
            forEach(made, event -> {
                event.set(Field.EVENT_TIME, event.eventTime() + shift);
                event.set(Field.SOURCE, source);
                router.route(event, 0, engine::accept);
                if (routed++ % WATERMARK_EVERY == 0) {
                    engine.advance(event.eventTime() - LATENESS);
                }
            });
            engine.sweep();
        }
        return engine.alerts().stream()
                .collect(Collectors.groupingBy((Alert alert) -> alert.rule().id(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new Hit(entry.getKey(), String.valueOf(entry.getValue())))
                .collect(Collectors.toSet());
    }
}
