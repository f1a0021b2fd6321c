package io.tokenwatch.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses one YAML 1.2 document. Aliases and tags are refused, size and depth bounded: a rule needs none of them. */
public final class Yaml {
    /** Longest file, in characters. */
    public static final int LONGEST = 256 * 1024;

    /** Deepest nesting. */
    public static final int DEEPEST = 24;

    private Yaml() {}

    /** The document's root; empty if the text is no acceptable YAML, with the reason among the faults. */
    public static Optional<YamlValue> parse(String file, String text, Faults faults) {
        return read(file, text, faults, (compose, clean) -> compose.composeString(clean).stream()
                        .toList())
                .stream()
                .findFirst();
    }

    /** The documents of a file that {@code ---} separates; none if one of them is no acceptable YAML. */
    public static List<YamlValue> parseAll(String file, String text, Faults faults) {
        return read(file, text, faults, Compose::composeAllFromString);
    }

    private static List<YamlValue> read(
            String file, String written, Faults faults, BiFunction<Compose, String, Iterable<Node>> documents) {
        String text = written.startsWith("\ufeff") ? written.substring(1) : written; // some editors' byte order mark
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true) // reported by YamlMap, with the place of the second
                .setCodePointLimit(LONGEST)
                .build();
        try {
            if (!isPlain(file, text, faults) || !isAcceptable(file, text, settings, faults)) {
                return List.of();
            }
            List<YamlValue> roots = new ArrayList<>();
            documents.apply(new Compose(settings), text).forEach(node -> roots.add(new YamlValue(file, node, faults)));
            if (roots.isEmpty()) {
                String advice = "write a rule into it or remove it";
                faults.add(FaultKind.EMPTY_FILE, Place.of(file), "the file is empty", advice);
            }
            return roots;
        } catch (MarkedYamlEngineException e) {
            YamlSyntax.explain(file, e, faults);
            return List.of();
        } catch (YamlEngineException e) {
            faults.add(FaultKind.NOT_YAML, Place.of(file), "this is not YAML: " + e.getMessage(), "correct it");
            return List.of();
        }
    }

    /** Short enough, and all of it can be seen. */
    private static boolean isPlain(String file, String text, Faults faults) {
        if (text.length() > LONGEST) {
            String message = "the file is longer than " + LONGEST + " characters";
            faults.add(FaultKind.TOO_LARGE, Place.of(file), message, "split it");
            return false;
        }
        faults.quote(text.lines().toList());
        OptionalInt invisible = Visible.firstInvisible(text);
        invisible.ifPresent(at -> faults.add(
                FaultKind.INVISIBLE_CHARACTER,
                place(file, text, at),
                Visible.name(text.codePointAt(at)) + " cannot be seen and may make the file read as something else",
                "remove it, or write it as an escape in double quotes, such as \"\\u200b\""));
        return invisible.isEmpty();
    }

    private static Place place(String file, String text, int index) {
        String before = text.substring(0, index);
        int start = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(file, line, before.codePointCount(start, index) + 1);
    }

    /** Walks the events, which takes no stack, before a tree is built from them. */
    private static boolean isAcceptable(String file, String text, LoadSettings settings, Faults faults) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                faults.add(
                        FaultKind.NESTED_TOO_DEEP,
                        Place.of(file, event.getStartMark()),
                        "nested deeper than " + DEEPEST,
                        "flatten it");
                return false;
            }
            if (event instanceof AliasEvent) {
                faults.add(
                        FaultKind.ALIAS,
                        Place.of(file, event.getStartMark()),
                        "aliases are not allowed",
                        "write the value out");
                return false;
            }
            boolean tagged =
                    (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                            || (event instanceof CollectionStartEvent start
                                    && start.getTag().isPresent());
            if (tagged) {
                faults.add(
                        FaultKind.YAML_TAG,
                        Place.of(file, event.getStartMark()),
                        "tags are not allowed",
                        "remove the tag");
                return false;
            }
        }
        return true;
    }
}
