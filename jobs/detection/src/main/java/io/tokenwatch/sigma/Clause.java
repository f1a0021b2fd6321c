package io.tokenwatch.sigma;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a selection that must all hold; several clauses are alternatives.
 *
 * @param lines values by field and modifiers, such as {@code src.ip|cidr}; any of several values
 */
record Clause(Map<String, List<@Nullable Object>> lines) {
    /** Most alternatives of a selection. */
    static final int MOST = 64;

    static Clause of(Map<String, String> says) {
        Map<String, List<@Nullable Object>> lines = new LinkedHashMap<>();
        says.forEach((field, value) -> lines.put(field, List.of(value)));
        return new Clause(lines);
    }

    /** Both at once; empty if they contradict each other. */
    Optional<Clause> and(Clause other) {
        Map<String, List<@Nullable Object>> both = new LinkedHashMap<>(lines);
        for (Map.Entry<String, List<@Nullable Object>> line : other.lines.entrySet()) {
            List<@Nullable Object> here = both.get(line.getKey());
            List<@Nullable Object> common = new ArrayList<>(line.getValue());
            if (here != null) {
                common.retainAll(here);
            }
            if (common.isEmpty()) {
                return Optional.empty();
            }
            both.put(line.getKey(), common);
        }
        return Optional.of(new Clause(both));
    }

    /** Every clause of one with every clause of the other. */
    static List<Clause> and(List<Clause> some, List<Clause> others) {
        List<Clause> all = new ArrayList<>();
        for (Clause one : some) {
            others.forEach(other -> one.and(other).ifPresent(all::add));
        }
        return all;
    }

    /** The same alternatives in fewer clauses, where they differ in the values of one line. */
    static List<Clause> merge(List<Clause> clauses) {
        List<Clause> merged = new ArrayList<>();
        for (Clause clause : clauses) {
            Optional<Clause> joined = merged.isEmpty()
                    ? Optional.empty()
                    : merged.get(merged.size() - 1).or(clause);
            joined.ifPresentOrElse(both -> merged.set(merged.size() - 1, both), () -> merged.add(clause));
        }
        return merged.size() == clauses.size() ? merged : merge(merged);
    }

    private Optional<Clause> or(Clause other) {
        List<String> differ = lines.keySet().stream()
                .filter(key -> !lines.getOrDefault(key, List.of()).equals(other.lines.get(key)))
                .toList();
        if (!lines.keySet().equals(other.lines.keySet()) || differ.size() > 1) {
            return Optional.empty();
        }
        Map<String, List<@Nullable Object>> both = new LinkedHashMap<>(lines);
        for (String key : differ) {
            List<@Nullable Object> values = new ArrayList<>(lines.getOrDefault(key, List.of()));
            other.lines.getOrDefault(key, List.of()).stream()
                    .filter(value -> !values.contains(value))
                    .forEach(values::add);
            both.put(key, values);
        }
        return Optional.of(new Clause(both));
    }
}
