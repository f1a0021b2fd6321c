package io.tokenwatch.yaml;

import java.util.Optional;
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
        if (text.length() > LONGEST) {
            faults.add(Place.of(file), "the file is longer than " + LONGEST + " characters", "split it");
            return Optional.empty();
        }
        faults.quote(text.lines().toList());
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
                faults.add(Place.of(file), "the file is empty", "write a rule into it or remove it");
            }
            return root.map(node -> new YamlValue(file, node, faults));
        } catch (MarkedYamlEngineException e) {
            String advice = e.getProblem().contains("\\t") ? "indent with spaces, not tabs" : "correct the YAML";
            faults.add(Place.of(file, e.getProblemMark()), "this is not YAML: " + e.getProblem(), advice);
            return Optional.empty();
        } catch (YamlEngineException e) {
            faults.add(Place.of(file), "this is not YAML: " + e.getMessage(), "correct it");
            return Optional.empty();
        }
    }

    /** Walks the events, which takes no stack, before a tree is built from them. */
    private static boolean isAcceptable(String file, String text, LoadSettings settings, Faults faults) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                faults.add(Place.of(file, event.getStartMark()), "nested deeper than " + DEEPEST, "flatten it");
                return false;
            }
            if (event instanceof AliasEvent) {
                faults.add(Place.of(file, event.getStartMark()), "aliases are not allowed", "write the value out");
                return false;
            }
            boolean tagged =
                    (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
                            || (event instanceof CollectionStartEvent start
                                    && start.getTag().isPresent());
            if (tagged) {
                faults.add(Place.of(file, event.getStartMark()), "tags are not allowed", "remove the tag");
                return false;
            }
        }
        return true;
    }
}
