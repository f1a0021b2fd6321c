package io.tokenwatch.sigma;

import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a file of Sigma rules and correlations, and makes rules of those that map. */
public final class SigmaImport {
    /**
     * What came of a file.
     *
     * @param rules text of each rule by its id; all pass {@code rules lint}
     * @param partly ids of those that are off, because a line of theirs does not map
     * @param unwritten titles of those that no rule came of
     * @param notes what became of each line, in the order of the file
     */
    public record Imported(Map<String, String> rules, Set<String> partly, List<String> unwritten, List<Note> notes) {
        /** Whether every line of every rule maps. */
        public boolean isWhole() {
            return partly.isEmpty() && unwritten.isEmpty() && notes.stream().allMatch(Note::maps);
        }
    }

    private final String file;
    private final Map<String, String> texts = new TreeMap<>();
    private final Set<String> partly = new TreeSet<>();
    private final List<String> unwritten = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final Map<SigmaRule, List<Note>> notesOf = new LinkedHashMap<>();

    private SigmaImport(String file) {
        this.file = file;
    }

    /** @throws io.tokenwatch.yaml.FaultyFileException if the text is no acceptable YAML */
    public static Imported of(String file, String text) {
        Faults faults = new Faults();
        List<YamlMap> documents = Yaml.parseAll(file, text, faults).stream()
                .flatMap(document -> document.map().stream())
                .toList();
        faults.throwIfAny();
        SigmaImport run = new SigmaImport(file);
        run.documents(documents);
        faults.throwIfAny();
        run.notes.sort(null);
        return new Imported(run.texts, run.partly, run.unwritten, run.notes);
    }

    private void documents(List<YamlMap> documents) {
        Map<String, SigmaRule> rules = new LinkedHashMap<>();
        for (YamlMap document : documents) {
            if (document.has("detection")) {
                List<Note> mine = new ArrayList<>();
                SigmaRule rule = SigmaRule.read(document, notes::add, mine::add);
                rule.shown(notes::add);
                notes.addAll(mine);
                notesOf.put(rule, mine);
                rules.putIfAbsent(rule.name(), rule);
                rules.putIfAbsent(rule.header().sigmaId(), rule);
            } else if (!document.has("correlation")) {
                notes.add(
                        new Note(document.place(), false, "the document", "it has neither detection nor correlation"));
            }
        }
        Set<SigmaRule> parts = new HashSet<>();
        for (YamlMap document : documents) {
            document.get("correlation")
                    .flatMap(YamlValue::map)
                    .ifPresent(map -> correlation(document, map, rules, parts));
        }
        notesOf.forEach((rule, mine) -> {
            if (!parts.contains(rule)) {
                rule(rule, mine);
            }
        });
    }

    private void rule(SigmaRule rule, List<Note> mine) {
        boolean whole = mine.stream().allMatch(Note::maps);
        String id = free(rule.header().id());
        if (rule.condition().isEmpty() || rule.selections().isEmpty()) {
            unwritten.add(rule.header().title());
            return;
        }
        write(
                id,
                rule.text(id, origin(rule.header()), whole, mine),
                rule.header(),
                rule.document().place());
        if (!whole && texts.containsKey(id)) {
            partly.add(id);
        }
    }

    private void correlation(YamlMap document, YamlMap map, Map<String, SigmaRule> rules, Set<SigmaRule> parts) {
        List<SigmaRule> named = new ArrayList<>();
        for (YamlValue value : map.get("rules").map(YamlValue::list).orElse(List.of())) {
            String name = value.text().orElse("");
            Optional<SigmaRule> rule = Optional.ofNullable(rules.get(name));
            rule.ifPresent(named::add);
            if (rule.isEmpty()) {
                notes.add(new Note(value.place(), false, name, "no rule of that name or id is in this file"));
            }
        }
        if (!document.text("generate", map.text("generate", "false")).equals("true")) {
            parts.addAll(named); // Sigma: a rule that a correlation speaks of is silent by itself
        }
        List<Note> mine = new ArrayList<>();
        SigmaCorrelation correlation = new SigmaCorrelation(document, map, named, mine::add);
        String id = free(correlation.header().id());
        boolean complete = !named.isEmpty()
                && named.size()
                        == map.get("rules")
                                .map(YamlValue::list)
                                .orElse(List.of())
                                .size()
                && named.stream()
                        .flatMap(rule -> notesOf.getOrDefault(rule, List.of()).stream())
                        .allMatch(Note::maps);
        Optional<String> text = complete ? correlation.text(id, origin(correlation.header())) : Optional.empty();
        notes.addAll(mine);
        text.ifPresentOrElse(
                written -> write(id, written, correlation.header(), document.place()),
                () -> unwritten.add(correlation.header().title()));
    }

    /** Only what passes lint is a rule; what keeps it from passing is a line that does not map. */
    private void write(String id, String text, SigmaHeader header, Place place) {
        Faults faults = new Faults();
        RuleReader.read(id + ".yml", text, faults);
        if (faults.isEmpty()) {
            texts.put(id, text);
            return;
        }
        for (Fault fault : faults.list()) {
            notes.add(new Note(place, false, fault.excerpt().strip(), fault.sentence()));
        }
        unwritten.add(header.title());
    }

    private String origin(SigmaHeader header) {
        String id = header.sigmaId().isEmpty() ? "" : " " + header.sigmaId();
        return "Imported from Sigma rule" + id + " of " + file + ".";
    }

    private String free(String id) {
        String free = id;
        for (int i = 2; texts.containsKey(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }
}
