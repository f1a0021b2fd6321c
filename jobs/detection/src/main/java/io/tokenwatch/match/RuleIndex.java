package io.tokenwatch.match;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.selection.Arranged;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.selection.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Finds the rules that an event matches, at a cost that grows with those that may match it, not with all: a selection that
 * requires a value is met only by events that have it, and one that several rules have is tested once.
 */
public final class RuleIndex {
    private final Branch root;

    private RuleIndex(Branch root) {
        this.root = root;
    }

    /** @param rules by their number */
    public static RuleIndex of(List<Rule> rules) {
        Map<Predicate, List<SharedSelection.Use>> uses = new LinkedHashMap<>();
        forEachStep(rules, (predicate, use) -> uses.computeIfAbsent(predicate, none -> new ArrayList<>())
                .add(use));
        List<Branch.Entry> entries = new ArrayList<>();
        uses.forEach((predicate, users) -> entries.add(
                new Branch.Entry(new SharedSelection(Arranged.of(predicate), users), Required.of(predicate), 1)));
        return new RuleIndex(Branch.of(entries));
    }

    /** Tests every step of every rule, as if there was no index. */
    public static RuleIndex loop(List<Rule> rules) {
        List<SharedSelection> all = new ArrayList<>();
        forEachStep(rules, (predicate, use) -> all.add(new SharedSelection(predicate, List.of(use))));
        return new RuleIndex(Branch.testing(all));
    }

    private static void forEachStep(List<Rule> rules, BiConsumer<Predicate, SharedSelection.Use> each) {
        for (int rule = 0; rule < rules.size(); rule++) {
            for (int step = 0; step < rules.get(rule).steps().size(); step++) {
                each.accept(rules.get(rule).steps().get(step).predicate(), new SharedSelection.Use(rule, 1 << step));
            }
        }
    }

    public void match(TokenEvent event, Matches found) {
        root.match(event, found);
    }
}
