package io.tokenwatch.selection;

import io.tokenwatch.list.ListFile;
import io.tokenwatch.list.Lists;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;

/** The lists of exceptions of a rule. What they match takes the event away; it does not excuse the key. */
public final class Exceptions {
    private Exceptions() {}

    /** Holds for events that some entry excepts. */
    public static Predicate compile(YamlValue paths, Lists lists) {
        List<Predicate> entries = paths.list().stream()
                .flatMap(path -> lists.named(path, true).stream())
                .flatMap(list -> entries(list, lists).stream())
                .toList();
        return Any.of(entries);
    }

    /** For each entry of a list of exceptions, what holds for the events that it excepts. */
    public static List<Predicate> entries(ListFile list, Lists lists) {
        return list.entries().stream()
                .map(entry -> Scoped.of(entry, Selections.selection(entry.what(), lists)))
                .toList();
    }
}
