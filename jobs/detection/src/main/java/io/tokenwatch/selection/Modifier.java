package io.tokenwatch.selection;

import java.util.Locale;
import java.util.Optional;

/** The Sigma 2.1 value modifiers that are understood. */
enum Modifier {
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    ALL,
    CIDR,
    RE,
    I,
    EXISTS,
    GT,
    GTE,
    LT,
    LTE,
    NEQ,
    CASED,
    FIELDREF;

    static Optional<Modifier> of(String name) {
        for (Modifier modifier : values()) {
            if (modifier.word().equals(name)) {
                return Optional.of(modifier);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
