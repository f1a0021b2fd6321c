package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A condition on one event. Immutable; reads nothing but the event. Equal if written alike. */
public sealed interface Predicate
        permits Junction, Not, Exists, Missing, Text, Numeric, Count, Decimal, Compared, Refers, Keyword, NumberIn {
    boolean test(TokenEvent event);

    /** The fields that it reads, some of them more than once. */
    void fields(Consumer<Field> out);

    /** What it is made of; empty for a condition on values. */
    default List<Predicate> parts() {
        return List.of();
    }

    /** The field that a condition on values is about; empty if it is about none in particular. */
    default Optional<Field> about() {
        return Optional.empty();
    }

    /** What a condition on values asks for, in words that follow "needs". */
    default String need() {
        return toString();
    }

    /**
     * The values outside of which the condition cannot hold for this field: what a rule can be indexed under. Empty if
     * the field is not bound to values.
     */
    default Optional<Set<String>> bound(Field field) {
        return Optional.empty();
    }

    /** Holds if the field is not there. */
    static Predicate absent(Field field) {
        return new Exists(field, false);
    }

    /** Holds if the first does and the other does not. */
    static Predicate but(Predicate wanted, Predicate not) {
        return new All(wanted, new Not(not));
    }

    /**
     * Why the condition can never hold for events of this shape: what it would need besides; empty if it can hold. Most conditions
     * need every field that they read, and some one of a few words in it.
     */
    default Set<Want> lacks(Shape shape) {
        return Lacking.of(shape, this);
    }

    /** As {@link #lacks}, for the condition's not holding. Most conditions fail where their field is absent. */
    default Set<Want> lacksToFail(Shape shape) {
        return Set.of();
    }
}
