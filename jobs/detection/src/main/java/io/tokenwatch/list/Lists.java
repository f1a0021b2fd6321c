package io.tokenwatch.list;

import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lists that one rule may name, each read when it is named. */
public final class Lists {
    private final Map<String, String> texts;
    private final Map<String, Optional<ListFile>> read = new LinkedHashMap<>();
    private final Map<String, Faults> found = new TreeMap<>();

    /** @param texts the list files by their path below the rules' root, such as {@code lists/known-egress.yml} */
    public Lists(Map<String, String> texts) {
        this.texts = texts;
    }

    public static Lists none() {
        return new Lists(Map.of());
    }

    /** The list at that path; a fault if there is none, or if it is of the other kind. */
    public Optional<ListFile> named(YamlValue path, boolean ofExceptions) {
        String name = path.text().orElse("");
        if (!texts.containsKey(name)) {
            path.fault(
                    FaultKind.UNKNOWN_LIST,
                    "there is no list '" + name + "'",
                    texts.isEmpty() ? "put one into the folder lists" : Nearest.advice(name, texts.keySet()));
            return Optional.empty();
        }
        Optional<ListFile> list = read.computeIfAbsent(name, this::read);
        if (list.isPresent() && list.get().ofExceptions() != ofExceptions) {
            path.fault(
                    FaultKind.UNKNOWN_LIST,
                    "'" + name + "' is " + (ofExceptions ? "no list of exceptions" : "a list of exceptions"),
                    ofExceptions ? "name one whose entries say 'match'" : "name one whose entries say 'value'");
            return Optional.empty();
        }
        return list;
    }

    private Optional<ListFile> read(String name) {
        Faults mine = new Faults(); // which quotes the list, not the rule
        Optional<ListFile> list = ListFile.read(name, texts.getOrDefault(name, ""), mine);
        found.put(name, mine);
        return list;
    }

    /** What is wrong in the lists that were named, also as seen by who named them. */
    public Faults faults() {
        Faults all = new Faults();
        found.values().forEach(all::addAll);
        return all;
    }

    /** The same text for the same content of all lists that were named. */
    public String canonical() {
        return new TreeMap<>(read)
                .entrySet().stream()
                        .map(entry -> "\n" + entry.getKey() + " "
                                + entry.getValue().map(ListFile::canonical).orElse(""))
                        .collect(Collectors.joining());
    }
}
