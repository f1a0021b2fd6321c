package io.tokenwatch.backtest;

import io.tokenwatch.engine.Footprint;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.engine.Matched;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.page.Day;
import io.tokenwatch.replay.History;
import io.tokenwatch.replay.Judging;
import io.tokenwatch.rule.RulePack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures what each rule costs while a history is judged, in numbers that depend on nothing but the events and the rules. */
final class Cost implements Judging.Observer {
    private final Plan plan;
    private final Router router;
    private final History history;
    private final long[] matched;
    /** Whether the event at hand has been counted for the rule: it may be for several keys. */
    private final boolean[] counted;

    private final long[] keys;
    private final long[] bytes;
    private long day = Long.MIN_VALUE;
    private @Nullable LocalEngine engine;

    Cost(RulePack pack, History history) {
        this.plan = new Plan(pack);
        this.router = new Router(plan);
        this.history = history;
        int rules = plan.rules().size();
        this.matched = new long[rules];
        this.counted = new boolean[rules];
        this.keys = new long[rules];
        this.bytes = new long[rules];
    }

    @Override
    public void before(TokenEvent event, LocalEngine judging) {
        engine = judging;
        if (Day.of(event.eventTime()) != day) {
            measure();
            day = Day.of(event.eventTime());
        }
        Arrays.fill(counted, false);
        router.route(event, 0, routed -> Matched.rules(routed, this::count));
    }

    private void count(int rule) {
        matched[rule] += counted[rule] ? 0 : 1;
        counted[rule] = true;
    }

    private void measure() {
        if (engine != null) {
            engine.sweep();
            Footprint footprint = engine.footprint();
            for (int rule = 0; rule < keys.length; rule++) {
                if (footprint.bytes(rule) > bytes[rule]) {
                    keys[rule] = footprint.keys(rule);
                    bytes[rule] = footprint.bytes(rule);
                }
            }
        }
    }

    /** By the number of the rule, which is its place among the active ones. */
    List<RuleCost> ofRules() {
        measure();
        long[] evaluated = new long[keys.length];
        long all = 0;
        for (int rule = 0; rule < evaluated.length; rule++) {
            int number = rule;
            evaluated[rule] = history.eventTypes().entrySet().stream()
                    .filter(type -> plan.evaluates(number, type.getKey()))
                    .mapToLong(type -> type.getValue())
                    .sum();
            all += evaluated[rule];
        }
        List<RuleCost> costs = new ArrayList<>();
        for (int rule = 0; rule < evaluated.length; rule++) {
            costs.add(new RuleCost(
                    matched[rule],
                    history.sums().judged() == 0
                            ? 0
                            : matched[rule] * 1e6 / history.sums().judged(),
                    evaluated[rule],
                    all == 0 ? 0 : (double) evaluated[rule] / all,
                    keys[rule],
                    bytes[rule]));
        }
        return costs;
    }
}
