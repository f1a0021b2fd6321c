package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule pack laid out for judging: rules numbered, grouped by key, and indexed by the event types they can match. */
public final class Plan {
    /** The mapping of a rule that captures what its whole group does. */
    static final int[] CAPTURES_ALL = {};

    private final RulePack pack;
    private final List<Rule> rules;
    private final List<Group> groups;
    private final int[] groupOfRule;
    private final int[][] captureMapping;
    private final Map<String, int[]> byEventType = new HashMap<>();
    private final int[] anyEventType;
    private final Map<Integer, Integer> ruleOfShape = new HashMap<>();

    public Plan(RulePack pack) {
        this.pack = pack;
        this.rules = pack.active();
        Map<List<Field>, List<Rule>> grouped = new LinkedHashMap<>();
        for (Rule rule : rules) {
            grouped.computeIfAbsent(rule.groupBy(), key -> new ArrayList<>()).add(rule);
        }
        this.groups = new ArrayList<>();
        grouped.forEach((keys, members) -> groups.add(new Group(groups.size(), keys, members)));
        this.groupOfRule = new int[rules.size()];
        this.captureMapping = new int[rules.size()][];
        for (Group group : groups) {
            for (Rule rule : group.rules()) {
                groupOfRule[rules.indexOf(rule)] = group.index();
                captureMapping[rules.indexOf(rule)] =
                        rule.captures().equals(group.captures()) ? CAPTURES_ALL : group.mapping(rule);
            }
        }
        this.anyEventType = indexEventTypes();
        for (int i = 0; i < rules.size(); i++) {
            Integer twin = ruleOfShape.put(rules.get(i).shape(), i);
            if (twin != null) {
                throw new IllegalArgumentException("the rules "
                        + rules.get(twin).id() + " and " + rules.get(i).id()
                        + " have one shape by accident: change the max_evidence of one of them");
            }
        }
    }

    private int[] indexEventTypes() {
        Map<String, List<Integer>> bound = new HashMap<>();
        List<Integer> unbound = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Optional<Set<String>> types = eventTypes(rules.get(i));
            if (types.isEmpty()) {
                unbound.add(i);
            } else {
                for (String type : types.get()) {
                    bound.computeIfAbsent(type, t -> new ArrayList<>()).add(i);
                }
            }
        }
        bound.forEach((type, list) -> {
            list.addAll(unbound);
            byEventType.put(type, list.stream().sorted().mapToInt(i -> i).toArray());
        });
        return unbound.stream().mapToInt(i -> i).toArray();
    }

    /** The event types outside of which the rule cannot match; empty if it may match any. */
    private static Optional<Set<String>> eventTypes(Rule rule) {
        List<Optional<Set<String>>> bounds = rule.steps().stream()
                .map(Step::predicate)
                .map(predicate -> predicate.bound(Field.EVENT_TYPE))
                .toList();
        return bounds.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : Optional.of(
                        bounds.stream().flatMap(b -> b.orElseThrow().stream()).collect(Collectors.toSet()));
    }

    public RulePack pack() {
        return pack;
    }

    /** The active rules, by their number. */
    public List<Rule> rules() {
        return rules;
    }

    List<Group> groups() {
        return groups;
    }

    int groupOf(int rule) {
        return groupOfRule[rule];
    }

    /** For each capture of the rule its index in the group; {@link #CAPTURES_ALL} if they are the same. */
    int[] captureMapping(int rule) {
        return captureMapping[rule];
    }

    /** Numbers of the rules that may match an event of that type. */
    int[] candidates(String eventType) {
        return byEventType.getOrDefault(eventType, anyEventType);
    }

    /** The number of the rule with that state shape; -1 if the pack has none. */
    int ruleOfShape(int shape) {
        return ruleOfShape.getOrDefault(shape, -1);
    }
}
