package io.tokenwatch.yaml;

import java.util.Optional;
import java.util.OptionalInt;
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
    public static Optional<YamlValue> parse(String file, String written, Faults faults) {
        String text = written.startsWith("\ufeff") ? written.substring(1) : written; // some editors' byte order mark
        if (text.length() > LONGEST) {
            faults.add(
                    FaultKind.TOO_LARGE, Place.of(file), "the file is longer than " + LONGEST + " characters", "split it");
            return Optional.empty();
        }
        faults.quote(text.lines().toList());
        OptionalInt invisible = Visible.firstInvisible(text);
        if (invisible.isPresent()) {
            String name = Visible.name(text.codePointAt(invisible.getAsInt()));
            faults.add(
                    FaultKind.INVISIBLE_CHARACTER,
                    place(file, text, invisible.getAsInt()),
                    name + " cannot be seen and may make the file read as something else",
                    "remove it, or write it as an escape in double quotes, such as \"\\u200b\"");
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true) // reported by YamlMap, with the place of the second
                .setCodePointLimit(LONGEST)
                .build();
        try {
            if (!isAcceptable(file, text, settings, faults)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                faults.add(FaultKind.EMPTY_FILE, Place.of(file), "the file is empty", "write a rule into it or remove it");
            }
            return root.map(node -> new YamlValue(file, node, faults));
        } catch (MarkedYamlEngineException e) {
            YamlSyntax.explain(file, e, faults);
            return Optional.empty();
        } catch (YamlEngineException e) {
            faults.add(FaultKind.NOT_YAML, Place.of(file), "this is not YAML: " + e.getMessage(), "correct it");
            return Optional.empty();
        }
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
                faults.add(FaultKind.NESTED_TOO_DEEP, Place.of(file, event.getStartMark()), "nested deeper than " + DEEPEST, "flatten it");
                return false;
            }
            if (event instanceof AliasEvent) {
                faults.add(FaultKind.ALIAS, Place.of(file, event.getStartMark()), "aliases are not allowed", "write the value out");
                return false;
            }
            boolean tagged =
                    (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                            || (event instanceof CollectionStartEvent start
                                    && start.getTag().isPresent());
            if (tagged) {
                faults.add(FaultKind.YAML_TAG, Place.of(file, event.getStartMark()), "tags are not allowed", "remove the tag");
                return false;
            }
        }
        return true;
    }
}
