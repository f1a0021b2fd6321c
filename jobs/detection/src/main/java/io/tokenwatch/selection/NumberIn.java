package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Holds if a whole number is one of many. */
record NumberIn(Field field, Set<Long> wanted) implements Predicate {
    @Override
    public Optional<Field> about() {
        return Optional.of(field);
    }

    @Override
    public String need() {
        return wanted.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    @Override
    public boolean test(TokenEvent event) {
        return wanted.contains(event.number(field)); // none of them is ABSENT
    }

    @Override
    public void fields(Consumer<Field> out) {
        out.accept(field);
    }
}
