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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    private final Side side;
    private final RulePack pack;
    private final Plan plan;
    private @Nullable Traffic traffic;
    private List<TokenEvent> events = List.of();
    private long routed;

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

    private int rounds() {
        return Math.max(1, side.events() / side.stage().events());
    }

    @Override
    public Set<Hit> run(Workload workload) throws Exception {
        Traffic made = traffic;
        if (made == null) {
            made = new Traffic(workload, side.stage().events());
            events = side.stage() == Stage.READ ? List.of() : made.events();
            traffic = made;
        }
        return side.stage() == Stage.JUDGE ? judge() : route(made);
    }

    private Set<Hit> route(Traffic made) throws Unreadable {
        Router router = side.indexed() ? new Router(plan) : Router.withoutIndex(plan);
        routed = 0;
        for (int round = 0; round < rounds(); round++) {
            if (side.stage() == Stage.READ) {
                read(made, router);
            } else {
                for (TokenEvent event : events) {
                    router.route(event, 0, this::take);
                }
            }
        }
        return Set.of(new Hit("bytes routed", String.valueOf(routed / rounds())));
    }

    private void read(Traffic made, Router router) throws Unreadable {
        TokenEvent event = new TokenEvent();
        for (LineCursor line = made.cursor(); line.next(); ) {
            if (made.read(line, event)) {
                router.route(event, 0, this::take);
            }
        }
    }

    private void take(Routed record) {
        routed += record.length;
    }

    /** Each round is later than the one before, and its events are others. */
    private Set<Hit> judge() {
        LocalEngine engine = new LocalEngine(pack);
        Router router = side.indexed() ? new Router(plan) : Router.withoutIndex(plan);
        List<Long> times = new ArrayList<>();
        events.forEach(event -> times.add(event.eventTime()));
        long span = times.get(times.size() - 1) - times.get(times.size() / 2);
        for (int round = 0; round < rounds(); round++) {
            String source = "round " + round;
            for (int i = 0; i < events.size(); i++) {
                TokenEvent event = events.get(i);
                event.set(Field.EVENT_TIME, times.get(i) + 2 * span * round);
                event.set(Field.SOURCE, source);
                router.route(event, 0, engine::accept);
                if (i % WATERMARK_EVERY == 0) {
                    engine.advance(event.eventTime() - LATENESS);
                }
            }
            engine.sweep();
        }
        for (int i = 0; i < times.size(); i++) {
            events.get(i).set(Field.EVENT_TIME, times.get(i));
        }
        return engine.alerts().stream()
                .collect(Collectors.groupingBy((Alert alert) -> alert.rule().id(), Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new Hit(entry.getKey(), String.valueOf(entry.getValue())))
                .collect(Collectors.toSet());
    }
}
