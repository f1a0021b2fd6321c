package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/** The fields that each part of a condition lacks, where an input cannot supply them. */
record Lacking(Set<Field> together, boolean someLackNone) {
    static Lacking of(Predicate[] parts, Function<Predicate, Set<Field>> lacks) {
        Set<Field> together = EnumSet.noneOf(Field.class);
        boolean someLackNone = false;
        for (Predicate part : parts) {
            Set<Field> lacking = lacks.apply(part);
            together.addAll(lacking);
            someLackNone |= lacking.isEmpty();
        }
        return new Lacking(together, someLackNone);
    }

    /** Those of the fields that it reads that are not supplied. */
    static Set<Field> of(Set<Field> supplied, Predicate reader) {
        Set<Field> lacking = EnumSet.noneOf(Field.class);
        reader.fields(lacking::add);
        lacking.removeAll(supplied);
        return lacking;
    }

    /** What is lacking if every part is needed. */
    Set<Field> forAll() {
        return together;
    }

    /** What is lacking if one part would do. */
    Set<Field> forOne() {
        return someLackNone ? Set.of() : together;
    }
}
