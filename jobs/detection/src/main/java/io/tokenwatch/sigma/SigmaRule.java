package io.tokenwatch.sigma;

import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Sigma rule, its selections mapped.
 *
 * @param name what correlations call it
 * @param selections the alternatives of each; one that does not map at all is left out
 * @param condition as it is written; empty if it cannot be used
 */
record SigmaRule(
        YamlMap document,
        SigmaHeader header,
        String name,
        SigmaLog log,
        Map<String, List<Clause>> selections,
        String condition) {
    private static final String FILTER = "filter"; // SigmaHQ's name for what a condition takes away

    /**
     * @param notes takes what became of the metadata
     * @param inDetection takes what became of the detection, which decides whether the rule says what it said
     */
    static SigmaRule read(YamlMap document, Consumer<Note> notes, Consumer<Note> inDetection) {
        SigmaHeader header = new SigmaHeader(document, notes);
        SigmaLog log = log(document, notes);
        Map<String, List<Clause>> selections = new LinkedHashMap<>();
        Optional<YamlMap> detection = document.get("detection").flatMap(YamlValue::map);
        boolean onlyFilters = detection.stream()
                .flatMap(map -> map.entries().keySet().stream())
                .allMatch(name -> name.startsWith(FILTER) || name.equals("condition"));
        detection.ifPresent(map -> map.entries().forEach((name, value) -> {
            if (name.equals("timeframe")) {
                inDetection.accept(new Note(value.keyPlace(), false, name, "write a correlation with a timespan"));
            } else if (!name.equals("condition")) {
                List<Clause> clauses =
                        new SigmaSelection(log, inDetection).map(name, value, onlyFilters || !name.startsWith(FILTER));
                if (!clauses.isEmpty()) {
                    selections.put(name, clauses);
                }
            }
        }));
        String condition = detection.flatMap(map -> condition(map, inDetection)).orElse("");
        return new SigmaRule(document, header, document.text("name", header.sigmaId()), log, selections, condition);
    }

    private static SigmaLog log(YamlMap document, Consumer<Note> notes) {
        Optional<YamlValue> source = document.get("logsource");
        Optional<YamlMap> map = source.flatMap(YamlValue::map);
        String product = map.map(m -> m.text("product", "")).orElse("");
        String service = map.map(m -> m.text("service", "")).orElse("");
        SigmaLog log = SigmaLog.of(product, service);
        source.ifPresent(value -> notes.accept(new Note(
                value.keyPlace(),
                true,
                "logsource " + (product.isEmpty() ? "without product" : product)
                        + (service.isEmpty() ? "" : "/" + service),
                log.isKnown()
                        ? SigmaSelection.shown(log.always()) + ", and its fields by their names there"
                        : "canonical fields only; those of " + String.join(", ", SigmaLog.products()) + " are known")));
        return log;
    }

    private static Optional<String> condition(YamlMap detection, Consumer<Note> notes) {
        Optional<YamlValue> value = detection.get("condition");
        Optional<String> text = value.filter(v -> !v.isList()).flatMap(YamlValue::text);
        if (value.isEmpty() || text.isEmpty() || text.get().contains("|")) {
            notes.accept(new Note(
                    value.map(YamlValue::keyPlace).orElse(detection.place()),
                    false,
                    "condition",
                    "write one condition, and a correlation instead of what follows a '|'"));
            return Optional.empty();
        }
        return text.map(String::strip);
    }

    /** The condition as alternatives, if it needs no more than {@code and}, {@code or} and {@code of}: what a step can be. */
    Optional<List<Clause>> positive() {
        List<Clause> all = new ArrayList<>();
        for (String part : condition.split("\\s+or\\s+", -1)) {
            List<Clause> clauses = List.of(new Clause(Map.of()));
            for (String term : part.split("\\s+and\\s+", -1)) {
                Optional<List<Clause>> named = term(term.strip());
                if (named.isEmpty()) {
                    return Optional.empty();
                }
                clauses = Clause.and(clauses, named.get());
            }
            all.addAll(clauses);
        }
        return all.isEmpty() || all.size() > Clause.MOST ? Optional.empty() : Optional.of(Clause.merge(all));
    }

    private Optional<List<Clause>> term(String term) {
        if (selections.containsKey(term)) {
            return Optional.ofNullable(selections.get(term));
        }
        if (!term.matches("(1|any|all) of (them|[A-Za-z0-9_-]+\\*)")) {
            return Optional.empty();
        }
        String start = term.substring(term.lastIndexOf(' ') + 1).replace("*", "");
        List<List<Clause>> chosen = selections.entrySet().stream()
                .filter(entry -> start.equals("them") || entry.getKey().startsWith(start))
                .map(Map.Entry::getValue)
                .toList();
        return term.startsWith("all")
                ? chosen.stream().reduce(Clause::and)
                : Optional.of(chosen.stream().flatMap(List::stream).toList());
    }

    /** The canonical fields an analyst should see. */
    List<String> shown(Consumer<Note> notes) {
        List<String> shown = new ArrayList<>();
        for (YamlValue value : header.fields()) {
            String name = value.text().orElse("");
            Optional<SigmaField> field = log.field(name).filter(SigmaField::isDirect);
            field.filter(found -> !shown.contains(found.to())).ifPresent(found -> shown.add(found.to()));
            String why = "no one canonical field holds it";
            notes.accept(new Note(
                    value.place(),
                    field.isPresent(),
                    name,
                    field.map(SigmaField::to).orElse(why)));
        }
        return shown;
    }

    /** The rule on its own: each event that matches is an alert, as Sigma has it. */
    String text(String id, String origin, boolean whole, List<Note> notes) {
        RuleText out = new RuleText().comment(origin);
        notes.stream().filter(note -> !note.maps()).forEach(note -> out.comment(note.toString()));
        header.write(out, id, whole);
        out.raw(0, "detection", "");
        selections.forEach(out::selection);
        out.line(1, "condition", condition);
        out.list(0, "fields", shown(note -> {}));
        return out.raw(0, "suppress", "{by: [event_id], for: 24h}").toString();
    }
}
