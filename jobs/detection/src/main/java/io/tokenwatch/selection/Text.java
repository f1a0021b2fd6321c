package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds if a text, or any text of an array, matches. */
record Text(Field field, TextMatch match) implements Predicate {
    @Override
    public Optional<Field> about() {
        return Optional.of(field);
    }

    @Override
    public String need() {
        return match.need();
    }

    @Override
    public boolean test(TokenEvent event) {
        if (field.type().isTexts()) {
            return any(event.texts(field));
        }
        if (match instanceof TextMatch.Equal equal) {
            // of a text that lies in its line no String is made where its length says enough
            long lying = event.lying(field);
            return (lying == 0 || (int) lying == equal.wanted().length())
                    && equal.wanted().equals(event.text(field));
        }
        String value = event.text(field);
        return value != null && match.test(value);
    }

    @Override
    public void fields(Consumer<Field> out) {
        out.accept(field);
    }

    private boolean any(String @Nullable [] values) {
        if (values != null) {
            for (String value : values) {
                if (match.test(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Optional<Set<String>> bound(Field other) {
        return field == other && !field.type().isTexts() ? match.values() : Optional.empty();
    }
}
