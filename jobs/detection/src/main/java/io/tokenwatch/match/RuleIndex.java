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
    /**
     * Who has a selection.
     *
     * @param steps a bit per step of the rule
     */
    private record Use(int rule, int steps) {}

    private final int rules;
    /** Fewer selections are tested sooner than a {@link Situation} is looked for. */
    private static final int MANY = 32;

    private final Branch root;
    private final boolean settles;
    /** Per selection. */
    private final Use[][] uses;

    private RuleIndex(int rules, Branch root, boolean settles, List<List<Use>> uses) {
        this.settles = settles;
        this.rules = rules;
        this.root = root;
        this.uses = uses.stream().map(list -> list.toArray(Use[]::new)).toArray(Use[][]::new);
    }

    /** @param rules by their number */
    public static RuleIndex of(List<Rule> rules) {
        Map<Predicate, List<Use>> uses = new LinkedHashMap<>();
        forEachStep(rules, (predicate, use) -> uses.computeIfAbsent(predicate, none -> new ArrayList<>())
                .add(use));
        List<Branch.Entry> entries = new ArrayList<>();
        for (Predicate predicate : uses.keySet()) {
            SharedSelection selection = new SharedSelection(entries.size(), Arranged.of(predicate));
            entries.add(new Branch.Entry(selection, Required.of(predicate), 1));
        }
        return new RuleIndex(rules.size(), Branch.of(entries), entries.size() >= MANY, List.copyOf(uses.values()));
    }

    /** Tests every step of every rule, as if there was no index. */
    public static RuleIndex loop(List<Rule> rules) {
        List<SharedSelection> all = new ArrayList<>();
        List<List<Use>> uses = new ArrayList<>();
        forEachStep(rules, (predicate, use) -> {
            all.add(new SharedSelection(all.size(), predicate));
            uses.add(List.of(use));
        });
        return new RuleIndex(rules.size(), Branch.testing(all), false, uses);
    }

    private static void forEachStep(List<Rule> rules, BiConsumer<Predicate, Use> each) {
        for (int rule = 0; rule < rules.size(); rule++) {
            for (int step = 0; step < rules.get(rule).steps().size(); step++) {
                each.accept(rules.get(rule).steps().get(step).predicate(), new Use(rule, 1 << step));
            }
        }
    }

    /** An empty set for {@link #select}, of which every thread needs its own. */
    public SelectionSet noSelections() {
        return new SelectionSet(uses.length, settles ? new Situations(root) : null);
    }

    /** An empty set for {@link #match}. */
    public Matches noMatches() {
        return new Matches(rules);
    }

    /** Finds the selections that an event meets, in place of what was in the set. */
    public void select(TokenEvent event, SelectionSet found) {
        found.clear();
        Situations situations = found.situations();
        if (situations == null) {
            root.match(event, found);
        } else {
            situations.match(event, found);
        }
    }

    /** Finds the rules that have any of these selections, in place of what was there. */
    public void match(SelectionSet selections, Matches found) {
        found.clear();
        for (int i = selections.next(0); i >= 0; i = selections.next(i + 1)) {
            for (Use use : uses[i]) {
                found.add(use.rule(), use.steps());
            }
        }
        found.finish();
    }
}
