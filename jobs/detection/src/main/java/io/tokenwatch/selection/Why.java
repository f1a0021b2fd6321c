package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a condition does not hold for an event: the leaves of its tree that decided. Walks the tree that judges, not another. */
public final class Why {
    private final TokenEvent event;
    private final IdentityHashMap<Predicate, String> names = new IdentityHashMap<>();

    private Why(TokenEvent event, Map<String, Predicate> selections) {
        this.event = event;
        selections.forEach((name, selection) -> names.put(selection, name));
    }

    /**
     * All that the condition lacks to hold; of alternatives, the one that lacks least. Empty if it holds.
     *
     * @param selections the named ones among its parts, for the paths
     */
    public static List<Lack> not(Predicate condition, TokenEvent event, Map<String, Predicate> selections) {
        return new Why(event, selections).lacks(condition, true, "detection");
    }

    private List<Lack> lacks(Predicate predicate, boolean wanted, String outer) {
        if (predicate.test(event) == wanted) {
            return List.of();
        }
        String name = names.get(predicate);
        String path = name == null ? outer : "detection." + name;
        if (name != null && !wanted) {
            return List.of(new Lack(path, "matched", "no match"));
        }
        if (predicate instanceof Not not) {
            return lacks(not.part(), !wanted, path);
        }
        if (predicate instanceof All || predicate instanceof Any) {
            List<List<Lack>> parts = predicate.parts().stream()
                    .map(part -> lacks(part, wanted, path))
                    .filter(lacks -> !lacks.isEmpty())
                    .toList();
            boolean alternatives = predicate instanceof Any == wanted;
            return alternatives
                    ? nearest(parts)
                    : parts.stream().flatMap(List::stream).toList();
        }
        return List.of(leaf(predicate, wanted, path));
    }

    /** Alternatives for one field are one lack; else the shortest list, the first of those that are equally short. */
    private static List<Lack> nearest(List<List<Lack>> alternatives) {
        List<Lack> all = alternatives.stream().flatMap(List::stream).toList();
        boolean ofOneField = all.size() == alternatives.size()
                && all.stream().map(Lack::step).distinct().count() == 1;
        if (ofOneField && all.size() > 1) {
            String needs = all.stream().map(Lack::need).distinct().collect(Collectors.joining(" or "));
            return List.of(new Lack(all.get(0).step(), all.get(0).saw(), needs));
        }
        return new ArrayList<>(
                alternatives.stream().min(Comparator.comparingInt(List::size)).orElse(List.of()));
    }

    private Lack leaf(Predicate leaf, boolean wanted, String path) {
        Optional<Field> field = leaf.about();
        String saw = field.map(f -> shown(event, f)).orElse("otherwise");
        String where = field.map(f -> path + "." + f.fieldName()).orElse(path);
        return new Lack(where, saw, wanted ? leaf.need() : "not " + leaf.need());
    }

    /** A value as people read it. */
    public static String shown(TokenEvent event, Field field) {
        Object value = event.value(field);
        return value == null
                ? Lack.ABSENT
                : value instanceof String[] many
                        ? String.join(" ", many)
                        : field.type().isTime() && value instanceof Long time
                                ? Instant.ofEpochMilli(time).toString()
                                : value.toString();
    }
}
