package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a {@link RuleIndex}: selections that are tested on each event that comes here, and look-ups that lead to others. Below
 * the event type, a selection lies under that of the fields it requires a value of for which most values are told apart here.
 */
final class Branch {
    /** A look-up costs as much as so many tests that fail. */
    private static final double LOOK_UP = 1.5;

    /** Most places at which one selection lies, for the values that it lists: bounds the memory of an index. */
    private static final int MOST_COPIES = 64;

    /**
     * A selection to be placed.
     *
     * @param required the values that it can be looked up by: of the fields that have not been looked at on the way here
     * @param copies at how many places it lies already
     */
    record Entry(SharedSelection selection, Map<Field, Set<Object>> required, int copies) {
        boolean mayLieUnder(Field field) {
            Set<Object> values = required.get(field);
            return values != null && values.size() * copies <= MOST_COPIES;
        }

        Entry under(Field field) {
            Map<Field, Set<Object>> rest = new EnumMap<>(required);
            Set<Object> values = rest.remove(field);
            return values == null ? this : new Entry(selection.given(field, values), rest, copies * values.size());
        }

        Set<Object> values(Field field) {
            return required.getOrDefault(field, Set.of());
        }
    }

    /** Where a value leads that nobody asks for. */
    static final Branch[] NOWHERE = {};

    private final SharedSelection[] tested;
    private final LookUp[] lookUps;

    Branch(Collection<SharedSelection> tested, Collection<LookUp> lookUps) {
        this.tested = tested.toArray(SharedSelection[]::new);
        this.lookUps = lookUps.toArray(LookUp[]::new);
    }

    static Branch testing(Collection<SharedSelection> selections) {
        return new Branch(selections, List.of());
    }

    static Branch of(List<Entry> entries) {
        Map<Field, Set<Object>> apart = toldApart(entries);
        Comparator<Field> best = Comparator.comparingInt(
                        (Field field) -> apart.getOrDefault(field, Set.of()).size())
                .thenComparing(Comparator.reverseOrder());
        List<SharedSelection> tested = new ArrayList<>();
        Map<Field, List<Entry>> under = new EnumMap<>(Field.class);
        for (Entry entry : entries) {
            Optional<Field> field = entry.mayLieUnder(Field.EVENT_TYPE)
                    ? Optional.of(Field.EVENT_TYPE)
                    : entry.required().keySet().stream()
                            .filter(entry::mayLieUnder)
                            .max(best);
            field.ifPresentOrElse(
                    found -> under.computeIfAbsent(found, none -> new ArrayList<>())
                            .add(entry),
                    () -> tested.add(entry.selection()));
        }
        List<LookUp> lookUps = new ArrayList<>();
        under.forEach((field, placed) -> {
            if (saved(field, placed, apart) < LOOK_UP) {
                placed.forEach(entry -> tested.add(entry.selection()));
            } else {
                lookUps.addAll(LookUp.of(field, byValue(field, placed)));
            }
        });
        return new Branch(tested, lookUps);
    }

    private static Map<Field, Set<Object>> toldApart(List<Entry> entries) {
        Map<Field, Set<Object>> apart = new EnumMap<>(Field.class);
        for (Entry entry : entries) {
            for (Field field : entry.required().keySet()) {
                if (entry.mayLieUnder(field)) {
                    apart.computeIfAbsent(field, none -> new HashSet<>()).addAll(entry.values(field));
                }
            }
        }
        return apart;
    }

    /** How many tests a look-up is likely to save, if the event has any of the values. */
    private static double saved(Field field, List<Entry> placed, Map<Field, Set<Object>> apart) {
        double values = apart.getOrDefault(field, Set.of()).size();
        return placed.stream()
                .mapToDouble(entry -> 1 - entry.values(field).size() / (values + 1))
                .sum();
    }

    private static Map<Object, Branch> byValue(Field field, List<Entry> entries) {
        Map<Object, List<Entry>> placed = new LinkedHashMap<>();
        for (Entry entry : entries) {
            for (Object value : entry.values(field)) {
                placed.computeIfAbsent(value, none -> new ArrayList<>()).add(entry.under(field));
            }
        }
        Map<Object, Branch> byValue = new HashMap<>();
        placed.forEach((value, there) -> byValue.put(value, of(there)));
        return byValue;
    }

    void match(TokenEvent event, SelectionSet found) {
        for (SharedSelection selection : tested) {
            selection.match(event, found);
        }
        for (LookUp lookUp : lookUps) {
            lookUp.match(event, found);
        }
    }

    /** Finds what is decided for all events in the same {@link Situation}, and what is not. */
    void settle(Situation.Settled settled) {
        for (SharedSelection selection : tested) {
            selection.settle(settled);
        }
        for (LookUp lookUp : lookUps) {
            lookUp.settle(settled);
        }
    }

    static void match(Branch[] branches, TokenEvent event, SelectionSet found) {
        for (Branch branch : branches) {
            branch.match(event, found);
        }
    }
}
