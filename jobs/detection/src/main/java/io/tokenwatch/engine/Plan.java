package io.tokenwatch.engine;

import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.Step;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule pack laid out for judging: rules numbered, grouped by key, and indexed by the event types they can match. */
public final class Plan {
    /** The mapping of a rule that captures what its whole group does. */
    static final int[] CAPTURES_ALL = {};

    private final RulePack pack;
    private final int number;
    private final List<Rule> rules;
    private final Editions[] editions;
    /** Per rule: what absorbs its events, null if its states are always decoded; and the state of a key without history. */
    private final @Nullable InPlaceDetector<?>[] absorbing;

    private final byte[][] fresh;
    private final List<Group> groups;
    private final int[] groupOfRule;
    private final int[][] captureMapping;
    private final Map<String, int[]> byEventType = new HashMap<>();
    private final int[] anyEventType;

    public Plan(RulePack pack) {
        this(PackLog.of(pack).tenures().get(0), PackLog.of(pack).editions());
    }

    /** @param editions of every state that the pack's rules have, by its key */
    Plan(PackLog.Tenure tenure, Map<Integer, Editions> editions) {
        this.pack = tenure.pack();
        this.number = tenure.number();
        this.rules = pack.active();
        this.editions = rules.stream()
                .map(rule -> java.util.Objects.requireNonNull(editions.get(rule.shape())))
                .toArray(Editions[]::new);
        this.absorbing = new InPlaceDetector<?>[rules.size()];
        this.fresh = new byte[rules.size()][];
        BytesOut scratch = new BytesOut(64);
        for (int i = 0; i < fresh.length; i++) {
            absorbing[i] = rules.get(i).detector() instanceof InPlaceDetector<?> detector ? detector : null;
            scratch.clear();
            RuleState.fresh(this.editions[i]).encode(scratch);
            fresh[i] = scratch.toByteArray();
        }
        Map<List<KeyPart>, List<Rule>> grouped = new LinkedHashMap<>();
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

    /** Whether the rule's selections are looked at for events of that type. */
    public boolean evaluates(int rule, String eventType) {
        for (int candidate : candidates(eventType)) {
            if (candidate == rule) {
                return true;
            }
        }
        return false;
    }

    /** What a record says that was routed by this plan. */
    public int number() {
        return number;
    }

    /** What absorbs the rule's events where its state lies; null if its states are always decoded. */
    @Nullable
    InPlaceDetector<?> absorbing(int rule) {
        return absorbing[rule];
    }

    /** The rule's state of a key without history, encoded. Not to be changed. */
    byte[] fresh(int rule) {
        return fresh[rule];
    }

    /** All editions that share the state of the rule with that number. */
    Editions editions(int rule) {
        return editions[rule];
    }
}
