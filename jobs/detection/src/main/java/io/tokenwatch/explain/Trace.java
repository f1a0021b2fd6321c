package io.tokenwatch.explain;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.engine.Account;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.Step;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.selection.Why;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One rule over some events, to be asked about them afterwards. Nothing is forgotten, so memory grows with the events it matches. */
public final class Trace {
    private final Rule rule;
    private final Router router;
    private final LocalEngine engine;

    public Trace(Rule rule) {
        RulePack pack = RulePack.of(List.of(rule));
        this.rule = rule;
        this.router = new Router(new Plan(pack));
        this.engine = new LocalEngine(pack);
    }

    public Rule rule() {
        return rule;
    }

    public void accept(TokenEvent event) {
        router.route(event, 0, engine::accept);
    }

    /** What the rule made of an event, given all that were accepted, before it or after. */
    public Explanation explain(TokenEvent event) {
        List<String> matched = new ArrayList<>();
        List<Unmatched> unmatched = new ArrayList<>();
        for (Step step : rule.steps()) {
            List<Lack> lacks = Why.not(step.predicate(), event, rule.selections());
            if (lacks.isEmpty()) {
                matched.add(step.name());
            } else {
                unmatched.add(new Unmatched(step.name(), lacks));
            }
        }
        List<Account> accounts = new ArrayList<>();
        List<Routed> routed = new ArrayList<>();
        router.route(event, 0, record -> routed.add(record.copy()));
        routed.forEach(record -> accounts.addAll(engine.account(record)));
        List<Lack> keyless = matched.isEmpty() || !routed.isEmpty() ? List.of() : keyless(event);
        return new Explanation(event, matched, unmatched, keyless, accounts);
    }

    private List<Lack> keyless(TokenEvent event) {
        return rule.groupBy().stream()
                .filter(field -> !event.has(field))
                .map(Field::fieldName)
                .map(name -> new Lack("correlation.group-by", Lack.ABSENT, name))
                .toList();
    }

    /** Every alert that stands. */
    public Collection<Alert> alerts() {
        return engine.alerts();
    }
}
