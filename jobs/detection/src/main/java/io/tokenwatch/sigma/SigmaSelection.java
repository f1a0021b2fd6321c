package io.tokenwatch.sigma;

import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps the selections of one Sigma rule, line by line. */
final class SigmaSelection {
    private static final Set<String> PATTERNS = Set.of("contains", "startswith", "endswith");

    private final SigmaLog log;
    private final Consumer<Note> notes;

    SigmaSelection(SigmaLog log, Consumer<Note> notes) {
        this.log = log;
        this.notes = notes;
    }

    /**
     * The alternatives that the selection names; none if no line of it maps.
     *
     * @param narrowed whether it also says that the events are of this log
     */
    List<Clause> map(String name, YamlValue selection, boolean narrowed) {
        List<Clause> all = new ArrayList<>();
        for (YamlValue alternative : selection.list()) {
            if (!alternative.isMap()) {
                refuse(alternative, name, "keywords have no field; say which one holds them");
                continue;
            }
            List<Clause> clauses = List.of(Clause.of(narrowed ? log.always() : Map.of()));
            int lines = 0;
            for (Map.Entry<String, YamlValue> line :
                    alternative.map().orElseThrow().entries().entrySet()) {
                List<Clause> mapped = line(line.getKey(), line.getValue());
                lines += mapped.isEmpty() ? 0 : 1;
                clauses = mapped.isEmpty() ? clauses : join(clauses, mapped, line.getValue(), line.getKey());
            }
            all.addAll(lines == 0 ? List.of() : clauses);
        }
        return Clause.merge(all);
    }

    private List<Clause> join(List<Clause> clauses, List<Clause> more, YamlValue line, String key) {
        List<Clause> both = Clause.and(clauses, more);
        if (both.isEmpty() || both.size() > Clause.MOST) {
            refuse(
                    line,
                    key,
                    both.isEmpty() ? "it contradicts the lines above" : "there would be too many alternatives");
            return clauses;
        }
        return both;
    }

    private List<Clause> line(String key, YamlValue value) {
        String[] parts = key.split("\\|", -1);
        Optional<SigmaField> field = log.field(parts[0]);
        if (field.isEmpty()) {
            refuse(value, parts[0], "no canonical field holds it" + near(parts[0]));
            return List.of();
        }
        Set<String> modifiers = new LinkedHashSet<>(Arrays.asList(parts).subList(1, parts.length));
        return field.get().isDirect()
                ? direct(key, field.get(), modifiers, value)
                : said(key, field.get(), modifiers, value);
    }

    private String near(String name) {
        String advice =
                log.fields().isEmpty() ? "" : Nearest.advice(name, log.fields().keySet());
        return advice.startsWith("did you mean") ? "; " + advice : "";
    }

    private List<Clause> direct(String key, SigmaField field, Set<String> modifiers, YamlValue value) {
        List<@Nullable Object> values = new ArrayList<>();
        for (YamlValue one : value.isNull() ? List.of(value) : value.list()) {
            Object plain = one.scalar();
            if (modifiers.contains("fieldref")) {
                Optional<SigmaField> other = log.field(String.valueOf(plain)).filter(SigmaField::isDirect);
                if (other.isEmpty()) {
                    refuse(one, String.valueOf(plain), "no canonical field holds it");
                    return List.of();
                }
                plain = other.get().to();
            }
            values.add(plain);
        }
        String line = String.join("|", field.to(), String.join("|", modifiers));
        line = modifiers.isEmpty() ? field.to() : line;
        notes.accept(new Note(value.keyPlace(), true, key, line));
        Map<String, List<@Nullable Object>> lines = new LinkedHashMap<>();
        lines.put(line, values);
        return List.of(new Clause(lines));
    }

    /** A field whose values say what happened. */
    private List<Clause> said(String key, SigmaField field, Set<String> modifiers, YamlValue value) {
        if (!PATTERNS.containsAll(modifiers) || value.isNull()) {
            refuse(value, key, "its values are mapped one by one, which this line does not name");
            return List.of();
        }
        List<Clause> clauses = new ArrayList<>();
        for (YamlValue one : value.list()) {
            String written = one.text().orElse("");
            List<String> meant = field.meant(written, modifiers);
            if (meant.isEmpty() && (field.rest().isEmpty() || !modifiers.isEmpty() || written.contains("*"))) {
                refuse(one, written, "no canonical event stands for it" + nearValue(written, field));
                return List.of();
            }
            if (meant.isEmpty()) {
                Map<String, String> rest = new LinkedHashMap<>(field.rest());
                rest.replaceAll((name, says) -> says.replace("{}", written));
                clauses.add(Clause.of(rest));
                notes.accept(new Note(one.place(), true, written, shown(rest)));
            }
            for (String known : meant) {
                Map<String, String> says = field.values().getOrDefault(known, Map.of());
                clauses.add(Clause.of(says));
                List<String> alike = field.alike(meant);
                String also = alike.isEmpty() ? "" : ", which also stands for " + String.join(", ", alike);
                notes.accept(new Note(one.place(), true, known, shown(says) + also));
            }
        }
        return Clause.merge(clauses.stream().distinct().toList());
    }

    /** Such as {@code event_type: token.issued, token_kind: access}. */
    static String shown(Map<String, String> says) {
        return says.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String nearValue(String written, SigmaField field) {
        String advice = Nearest.advice(written, field.values().keySet());
        return advice.startsWith("did you mean") ? "; " + advice : "";
    }

    private void refuse(YamlValue value, String from, String why) {
        notes.accept(new Note(value.keyPlace(), false, from, why));
    }
}
