package io.tokenwatch.engine;

import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.detector.Telling;
import io.tokenwatch.event.Field;
import io.tokenwatch.match.RuleIndex;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule pack laid out for judging: rules numbered, grouped by key, and indexed by the values they require. */
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
    /** Per rule; null if there is nothing to be told. */
    private final Telling @Nullable [] told;

    /** Per rule who lends to it, see {@link Lending}; and the step, as a bit, that it borrows, 0 if it does not. */
    private final int[] lenders;

    private final int[] borrowed;
    /** Per rule whether it borrows or lends, or has done so by another pack. */
    private final boolean[] borrows;

    private final boolean[] lends;

    private final RuleIndex index;

    public Plan(RulePack pack) {
        this(pack, PackLog.of(pack).tenures().get(0).number(), PackLog.of(pack).editions(), Set.of());
    }

    /**
     * @param pack or a part of one
     * @param editions of every state that the pack's rules have, by its key
     * @param fed the keys of the states that are fed with what was before, and therefore kept by themselves
     */
    Plan(RulePack pack, int number, Map<Integer, Editions> editions, Set<Integer> fed) {
        this.pack = pack;
        this.number = number;
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
        Telling[] told = rules.stream().map(rule -> rule.detector().telling()).toArray(Telling[]::new);
        this.told = Arrays.stream(told).allMatch(telling -> telling.steps() == 0) ? null : told;
        this.lenders = Lending.lenders(rules, fed);
        this.borrowed = new int[rules.size()];
        Arrays.setAll(borrowed, i -> lenders[i] == Lending.NOBODY ? 0 : 1 << waiting(i));
        this.borrows = new boolean[rules.size()];
        this.lends = new boolean[rules.size()];
        this.index = RuleIndex.of(rules);
    }

    private int waiting(int rule) {
        return java.util.Objects.requireNonNull(absorbing[rule]).waiting();
    }

    /** Takes note of which of its rules borrow or lend, or have done so by another pack. */
    void note(Lending lending) {
        for (int i = 0; i < editions.length; i++) {
            borrows[i] = lending.hasLenders(editions[i]);
            lends[i] = lending.hasBorrowers(editions[i]);
        }
    }

    /** The number of the rule that lends to that one; {@link Lending#NOBODY} if none does. */
    int lender(int rule) {
        return lenders[rule];
    }

    /** The step, as a bit, of which the rule keeps nothing where its lender does; 0 if it borrows nothing. */
    int borrowed(int rule) {
        return borrowed[rule];
    }

    /** Whether something may have been lent to it. */
    boolean borrows(int rule) {
        return borrows[rule];
    }

    /** Whether it may have lent something. */
    boolean lends(int rule) {
        return lends[rule];
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

    /** What finds the rules that an event matches. */
    RuleIndex index() {
        return index;
    }

    /** Per rule how its tellers show that they tell; null if no rule asks. */
    Telling @Nullable [] told() {
        return told;
    }

    /** Whether the rule's selections are looked at for events of that type. */
    public boolean evaluates(int rule, String eventType) {
        return rules.get(rule).steps().stream()
                .map(step -> step.predicate().bound(Field.EVENT_TYPE))
                .anyMatch(types -> types.isEmpty() || types.get().contains(eventType));
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
