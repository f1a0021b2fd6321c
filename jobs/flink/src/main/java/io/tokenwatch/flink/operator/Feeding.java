package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Holds;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.PackLog.Tenure;
import io.tokenwatch.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * Which states are being fed with what happened before their rule was in force, and how far that is, as one subtask of the judging has
 * heard. Until every share of the routing has told that it is done, such a state forgets only as far as its history has been
 * read. What is done is part of the checkpoint; how far the rest is, is told anew after a restart.
 */
final class Feeding {
    private final ListState<long[]> state;
    private final long lateness;
    /** By the number of the backfill and the share. */
    private final Map<Integer, Map<Integer, HistoryRead>> heard = new HashMap<>();

    /** Of the backfills that are done: what was read first. */
    private final Map<Integer, FirstTimes> done = new HashMap<>();

    private List<Tenure> backfilled = List.of();
    private Set<String> heldRules = Set.of();
    private Holds holds = Holds.NONE;

    private Feeding(ListState<long[]> state, long lateness) {
        this.state = state;
        this.lateness = lateness;
    }

    /** @param lateness how much earlier than what was read before it a record of the history may be (ms) */
    static Feeding restore(OperatorStateStore store, long lateness) throws Exception {
        Feeding feeding = new Feeding(
                store.getUnionListState(
                        new ListStateDescriptor<>("backfilled", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO)),
                lateness);
        for (long[] each : feeding.state.get()) {
            FirstTimes first = feeding.done.computeIfAbsent((int) each[0], number -> new FirstTimes());
            for (int i = 1; i < each.length; i++) {
                first.saw(each[i]);
            }
        }
        return feeding;
    }

    /** The packs are these by now. */
    void update(PackLog log) {
        backfilled = log.tenures().stream()
                .filter(tenure -> !tenure.backfilled().isEmpty())
                .toList();
        Set<Integer> known = backfilled.stream().map(Tenure::backfillNumber).collect(Collectors.toSet());
        heard.keySet().retainAll(known);
        done.keySet().retainAll(known);
        settle();
    }

    /**
     * A share of the routing says how far it is.
     *
     * @return whether it was the last one to be done
     */
    boolean heard(HistoryRead news) {
        boolean known = done.containsKey(news.number());
        if (!known) {
            Map<Integer, HistoryRead> shares = heard.computeIfAbsent(news.number(), number -> new HashMap<>());
            shares.put(news.share(), news);
            if (shares.size() == news.shares() && shares.values().stream().allMatch(HistoryRead::done)) {
                FirstTimes first = new FirstTimes();
                shares.values().forEach(share -> first.sawAll(share.first()));
                done.put(news.number(), first);
                heard.remove(news.number());
            }
            settle();
        }
        return !known && done.containsKey(news.number());
    }

    /** What people are told of a backfill that is done. */
    String story(int number) {
        Tenure tenure = backfilled.stream()
                .filter(each -> each.backfillNumber() == number)
                .findFirst()
                .orElseThrow();
        FirstTimes first = done.getOrDefault(number, new FirstTimes());
        String rules = tenure.backfilled().stream().map(Rule::id).collect(Collectors.joining(", "));
        String since = first.times().isEmpty()
                ? "nothing"
                : "all since " + Instant.ofEpochMilli(first.times().get(0));
        return "the past has been read for %s of pack %s: %s"
                .formatted(rules, tenure.pack().hash(), since);
    }

    private void settle() {
        Map<Integer, Holds.Hold> held = new HashMap<>();
        Set<String> rules = new HashSet<>();
        for (Tenure tenure : backfilled) {
            if (!done.containsKey(tenure.backfillNumber())) {
                long reached = Math.min(tenure.from(), reached(tenure.backfillNumber()));
                for (Rule rule : tenure.backfilled()) {
                    held.put(rule.shape(), new Holds.Hold(reached, tenure.from()));
                    rules.add(rule.id());
                }
            }
        }
        holds = held.isEmpty() ? Holds.NONE : new Holds(held);
        heldRules = rules;
    }

    private long reached(int number) {
        Collection<HistoryRead> shares = heard.getOrDefault(number, Map.of()).values();
        if (shares.isEmpty() || shares.size() < shares.iterator().next().shares()) {
            return Long.MIN_VALUE;
        }
        long least = shares.stream()
                .filter(share -> !share.done())
                .mapToLong(HistoryRead::reached)
                .min()
                .orElse(Long.MIN_VALUE);
        return least < Long.MIN_VALUE + lateness ? Long.MIN_VALUE : least - lateness;
    }

    Holds holds() {
        return holds;
    }

    /** How many rules have a state that is held. */
    int rules() {
        return heldRules.size();
    }

    /** Whether the rule has a state that is held. */
    boolean isHeld(String rule) {
        return heldRules.contains(rule);
    }

    /** Whether records with that number are routed because of what happened before, by packs as of the last {@link #update}. */
    boolean isBackfill(int number) {
        return backfilled.stream().anyMatch(tenure -> tenure.backfillNumber() == number);
    }

    /**
     * Since when a state knows everything: for one that began with its history, the beginning of that.
     *
     * @param inForceSince since when its rule has been in force
     * @param covered since when the job has seen every event
     */
    long since(int shape, long inForceSince, long covered) {
        for (Tenure tenure : backfilled) {
            FirstTimes first = done.get(tenure.backfillNumber());
            if (tenure.from() == inForceSince
                    && first != null
                    && tenure.backfilled().stream().anyMatch(rule -> rule.shape() == shape)) {
                return Math.min(first.since(), Math.max(covered, inForceSince));
            }
        }
        return Math.max(covered, inForceSince);
    }

    void snapshot() throws Exception {
        List<long[]> all = new ArrayList<>();
        done.forEach((number, first) -> {
            List<Long> times = first.times();
            long[] each = new long[1 + times.size()];
            each[0] = number;
            for (int i = 0; i < times.size(); i++) {
                each[i + 1] = times.get(i);
            }
            all.add(each);
        });
        state.update(all);
    }
}
