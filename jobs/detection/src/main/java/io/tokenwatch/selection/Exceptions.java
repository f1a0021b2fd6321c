package io.tokenwatch.selection;

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
                .flatMap(list -> list.entries().stream())
                .map(entry -> Scoped.of(entry, Selections.selection(entry.what(), lists)))
                .toList();
        return Any.of(entries);
    }
}
