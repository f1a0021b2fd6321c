package io.tokenwatch.selection;

import io.tokenwatch.event.Shape;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What each part of a condition lacks, where an input cannot supply it. */
record Lacking(Set<Want> together, boolean someLackNone) {
    static Lacking of(Predicate[] parts, Function<Predicate, Set<Want>> lacks) {
        Set<Want> together = new TreeSet<>();
        boolean someLackNone = false;
        for (Predicate part : parts) {
            Set<Want> lacking = lacks.apply(part);
            together.addAll(lacking);
            someLackNone |= lacking.isEmpty();
        }
        return new Lacking(together, someLackNone);
    }

    /** Those of the fields that it reads that are not there, or never say what it asks for. */
    static Set<Want> of(Shape shape, Predicate reader) {
        Set<Want> lacking = new TreeSet<>();
        reader.fields(field -> {
            if (!shape.has(field)) {
                lacking.add(Want.of(field));
            } else {
                reader.bound(field)
                        .filter(words -> !shape.canBe(field, words))
                        .ifPresent(words -> lacking.add(new Want(field, words)));
            }
        });
        return lacking;
    }

    /** What is lacking if every part is needed. */
    Set<Want> forAll() {
        return together;
    }

    /** What is lacking if one part would do. */
    Set<Want> forOne() {
        return someLackNone ? Set.of() : together;
    }
}
