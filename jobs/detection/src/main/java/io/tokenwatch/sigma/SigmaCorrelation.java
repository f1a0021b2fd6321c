package io.tokenwatch.sigma;

import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A Sigma correlation and the rules it speaks of, made one rule. */
final class SigmaCorrelation {
    private static final Set<String> TYPES = Set.of("event_count", "value_count", "temporal", "temporal_ordered");
    private static final long DEFAULT_EVIDENCE = 64;
    private static final long MOST_EVIDENCE = 4096;

    private final SigmaHeader header;
    private final YamlMap map;
    private final List<SigmaRule> rules;
    private final Consumer<Note> notes;
    private final Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
    private final Map<String, List<Clause>> selections = new LinkedHashMap<>();

    /** @param rules those that the correlation names, in its order */
    SigmaCorrelation(YamlMap document, YamlMap map, List<SigmaRule> rules, Consumer<Note> notes) {
        this.header = new SigmaHeader(document, notes);
        this.map = map;
        this.rules = rules;
        this.notes = notes;
    }

    SigmaHeader header() {
        return header;
    }

    /** Empty if too little of it maps to be a rule. */
    Optional<String> text(String id, String origin) {
        String type = map.text("type", "");
        if (!TYPES.contains(type)) {
            refuse("type", "there is no '" + type + "' here");
            return Optional.empty();
        }
        boolean ordered = type.startsWith("temporal");
        Optional<String> condition = ordered ? steps() : joined();
        List<String> groupBy = groupBy(ordered);
        String timespan = map.text("timespan", map.text("timeframe", ""));
        if (Duration.parse(timespan).isEmpty()) {
            refuse("timespan", "'" + timespan + "' is no duration here");
            return Optional.empty();
        }
        if (condition.isEmpty() || groupBy.isEmpty()) {
            return Optional.empty();
        }
        RuleText out = new RuleText().comment(origin);
        header.write(out, id, true);
        out.raw(0, "detection", "");
        selections.forEach(out::selection);
        out.line(1, "condition", condition.get());
        out.raw(0, "correlation", "").line(1, "type", type);
        out.list(1, "steps", ordered ? List.copyOf(selections.keySet()) : List.of());
        if (!aliases.isEmpty()) {
            out.raw(1, "aliases", "");
            aliases.forEach((alias, fields) -> {
                out.raw(2, alias, "");
                fields.forEach((step, field) -> out.line(3, step, field));
            });
        }
        out.list(1, "group-by", groupBy).raw(1, "timespan", timespan);
        return ordered || count(type, out) ? Optional.of(out.toString()) : Optional.empty();
    }

    /** Each rule one selection; the condition of a sequence is empty. */
    private Optional<String> steps() {
        for (SigmaRule rule : rules) {
            Optional<List<Clause>> step = rule.positive();
            if (step.isEmpty()) {
                refuse("rules", "the condition of " + rule.name() + " is more than 'and', 'or' and 'of' of what maps");
                return Optional.empty();
            }
            selections.put(stepOf(rule), step.get());
        }
        return Optional.of("");
    }

    private static String stepOf(SigmaRule rule) {
        String name = rule.name().replaceAll("[^A-Za-z0-9_-]", "_");
        return Character.isLetter(name.charAt(0)) ? name : "r" + name;
    }

    /** The selections of all rules, under the name of their rule where there are several; any rule counts. */
    private Optional<String> joined() {
        List<String> conditions = new ArrayList<>();
        for (SigmaRule rule : rules) {
            String prefix = rules.size() == 1 ? "" : stepOf(rule) + "_";
            rule.selections().forEach((name, clauses) -> selections.put(prefix + name, clauses));
            String condition = rule.condition()
                    .replaceAll("\\bthem\\b", prefix.isEmpty() ? "them" : "*")
                    .replaceAll("(?<![A-Za-z0-9_.-])(?!(and|or|not|of|1|any|all|them)\\b)(?=[A-Za-z0-9_*])", prefix);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(rules.size() == 1 ? condition : "(" + condition + ")");
        }
        return Optional.of(String.join(" or ", conditions));
    }

    private List<String> groupBy(boolean ordered) {
        List<String> fields = new ArrayList<>();
        for (YamlValue value : map.get("group-by").map(YamlValue::list).orElse(List.of())) {
            String name = value.text().orElse("");
            Map<String, String> perRule = new LinkedHashMap<>();
            for (SigmaRule rule : rules) {
                String there = inRule(name, rule);
                rule.log().field(there).filter(SigmaField::isDirect).ifPresent(f -> perRule.put(stepOf(rule), f.to()));
            }
            Set<String> distinct = Set.copyOf(perRule.values());
            if (perRule.size() < rules.size() || (distinct.size() > 1 && !ordered)) {
                notes.accept(new Note(value.place(), false, name, "no one canonical field holds it for every rule"));
                return List.of();
            }
            boolean alias = distinct.size() > 1;
            String key = alias
                    ? name.replaceAll("[^A-Za-z0-9_]", "_")
                    : distinct.iterator().next();
            if (alias) {
                aliases.put(key, perRule);
            }
            fields.add(key);
            notes.accept(new Note(value.place(), true, name, alias ? key + " " + perRule : key));
        }
        if (fields.isEmpty()) {
            refuse("group-by", "a correlation here needs a key");
        }
        return fields;
    }

    /** What a name of {@code group-by} is called in a rule: by its alias, or the same. */
    private String inRule(String name, SigmaRule rule) {
        return map.get("aliases")
                .flatMap(YamlValue::map)
                .flatMap(all -> all.get(name))
                .flatMap(YamlValue::map)
                .map(alias -> alias.text(rule.name(), alias.text(rule.header().sigmaId(), name)))
                .orElse(name);
    }

    /** The bound of a count, and what it takes to count so far; false after a note. */
    private boolean count(String type, RuleText out) {
        Optional<YamlMap> condition =
                map.get("condition").filter(YamlValue::isMap).flatMap(YamlValue::map);
        Optional<Long> gte = condition.flatMap(c -> c.get("gte")).flatMap(YamlValue::number);
        Optional<Long> gt = condition.flatMap(c -> c.get("gt")).flatMap(YamlValue::number);
        Optional<Long> least = gte.or(() -> gt.map(n -> n + 1));
        if (least.isEmpty()) {
            refuse("condition", "a count here has a bound gte or gt");
            return false;
        }
        String field = "";
        if (type.equals("value_count")) {
            String name = condition.map(c -> c.text("field", "")).orElse("");
            List<String> fields = rules.stream()
                    .flatMap(rule -> rule.log().field(inRule(name, rule)).filter(SigmaField::isDirect).stream())
                    .map(SigmaField::to)
                    .toList();
            if (fields.size() < rules.size() || Set.copyOf(fields).size() != 1) {
                refuse("condition", "no one canonical field holds '" + name + "'");
                return false;
            }
            field = "field: " + fields.get(0) + ", ";
        }
        boolean tumbling = least.get() > MOST_EVIDENCE && type.equals("event_count");
        out.raw(1, "condition", "{" + field + "gte: " + least.get() + "}");
        if (tumbling) {
            out.line(1, "window", "tumbling");
        } else if (least.get() > DEFAULT_EVIDENCE) {
            out.raw(0, "state", "{max_evidence: " + Math.min(MOST_EVIDENCE, least.get()) + "}");
        }
        return true;
    }

    private void refuse(String key, String why) {
        notes.accept(new Note(map.get(key).map(YamlValue::keyPlace).orElse(map.place()), false, key, why));
    }
}
