package io.tokenwatch.replay.diff;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How two runs differ.
 *
 * @param rules by rule: how many alerts appeared, vanished, changed, stayed
 * @param facts what else the runs say differently: value before and now, empty where a run does not say it
 */
public record RunDifference(SortedMap<String, RuleCounts> rules, SortedMap<String, Pair> facts) {
    /** A value of either run. */
    public record Pair(String before, String now) {}

    /** Of one rule. */
    public record RuleCounts(long appeared, long vanished, long changed, long unchanged) {
        static final RuleCounts NONE = new RuleCounts(0, 0, 0, 0);

        RuleCounts plus(RuleCounts other) {
            return new RuleCounts(
                    appeared + other.appeared,
                    vanished + other.vanished,
                    changed + other.changed,
                    unchanged + other.unchanged);
        }

        public boolean same() {
            return appeared + vanished + changed == 0;
        }
    }

    /** Is handed each alert that differs, in order of their ids. */
    public interface Sink {
        Sink NONE = change -> {};

        void accept(RunChange change);
    }

    /**
     * Compares them.
     *
     * @throws IOException if one is no folder of a whole replay, or a file cannot be read, or is none that a replay wrote
     */
    public static RunDifference between(Path before, Path now, Sink sink) throws IOException {
        SortedMap<String, RuleCounts> rules = new TreeMap<>();
        try (Run old = new Run(before);
                Run young = new Run(now)) {
            RunAlert one = old.current();
            RunAlert other = young.current();
            while (one != null || other != null) {
                RunChange change = RunChange.of(one, other);
                rules.merge(change.rule(), change.counted(), RuleCounts::plus);
                if (change.kind() != RunChange.Kind.UNCHANGED) {
                    sink.accept(change);
                }
                if (change.kind() != RunChange.Kind.APPEARED) {
                    old.next();
                    one = old.current();
                }
                if (change.kind() != RunChange.Kind.VANISHED) {
                    young.next();
                    other = young.current();
                }
            }
        }
        SortedMap<String, Pair> facts = new TreeMap<>();
        SortedMap<String, String> was = RunFacts.of(before);
        SortedMap<String, String> is = RunFacts.of(now);
        was.forEach((path, value) -> facts.put(path, new Pair(value, is.getOrDefault(path, ""))));
        is.forEach((path, value) -> facts.putIfAbsent(path, new Pair("", value)));
        facts.values().removeIf(pair -> pair.before().equals(pair.now()));
        return new RunDifference(rules, facts);
    }

    public RuleCounts total() {
        return rules.values().stream().reduce(RuleCounts.NONE, RuleCounts::plus);
    }

    /** Whether both found the same and say it alike; they may have read other files. */
    public boolean sameAlerts() {
        return total().same();
    }
}
