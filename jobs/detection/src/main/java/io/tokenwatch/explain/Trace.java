package io.tokenwatch.explain;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.engine.Account;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.Step;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.selection.Why;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One rule over some events, to be asked about them afterwards. Nothing is forgotten, so memory grows with the events it matches. */
public final class Trace {
    private final Rule rule;
    private final Router router;
    private final LocalEngine engine;

    public Trace(Rule rule) {
        RulePack pack = RulePack.of(List.of(rule));
        this.rule = rule;
        this.engine = new LocalEngine(pack);
        this.router = new Router(new Plan(pack), engine.feeds());
    }

    public Rule rule() {
        return rule;
    }

    /** See {@link LocalEngine#observe}. */
    public void observe(long time) {
        engine.observe(time);
    }

    /** See {@link LocalEngine#reach}. */
    public void reach(long time) {
        engine.reach(time);
    }

    public void accept(TokenEvent event) {
        engine.reach(event.eventTime());
        router.route(event, 0, engine::accept);
    }

    /** What the rule made of an event, given all that were accepted, before it or after. */
    public Explanation explain(TokenEvent event) {
        List<String> matched = new ArrayList<>();
        List<Unmatched> unmatched = new ArrayList<>();
        Set<Field> lacking = new LinkedHashSet<>();
        for (int i = 0; i < rule.steps().size(); i++) {
            Step step = rule.steps().get(i);
            List<Lack> lacks = Why.not(step.predicate(), event, rule.selections());
            if (lacks.isEmpty()) {
                matched.add(step.name());
                keyless(event, i, lacking);
            } else {
                unmatched.add(new Unmatched(step.name(), lacks));
            }
        }
        List<Account> accounts = new ArrayList<>();
        List<Routed> routed = new ArrayList<>();
        router.route(event, 0, record -> routed.add(record.copy()));
        routed.forEach(record -> accounts.addAll(engine.account(record)));
        List<Lack> keyless = routed.isEmpty() ? lacks(lacking) : List.of();
        return new Explanation(event, matched, unmatched, keyless, accounts);
    }

    /** The fields by which a step names the key, and which the event lacks. */
    private void keyless(TokenEvent event, int step, Set<Field> out) {
        for (KeyPart part : rule.groupBy()) {
            if (!event.has(part.field(step))) {
                out.add(part.field(step));
            }
        }
    }

    private static List<Lack> lacks(Set<Field> fields) {
        return fields.stream()
                .map(field -> new Lack("correlation.group-by", Lack.ABSENT, field.fieldName()))
                .toList();
    }

    /** Every alert that stands. */
    public Collection<Alert> alerts() {
        return engine.alerts();
    }
}
