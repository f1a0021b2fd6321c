package io.tokenwatch.selection;

import io.tokenwatch.event.FieldType;
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

    /** Whether it says how to compare; a line has at most one of those. */
    boolean compares() {
        return switch (this) {
            case CONTAINS, STARTSWITH, ENDSWITH, CIDR, RE, EXISTS, GT, GTE, LT, LTE, FIELDREF -> true;
            case ALL, I, NEQ, CASED -> false;
        };
    }

    /** Whether it means anything for a field of that type. */
    boolean fits(FieldType type) {
        return switch (this) {
            case CONTAINS, STARTSWITH, ENDSWITH, CIDR, RE, I, CASED -> !type.isNumber();
            case GT, GTE, LT, LTE -> type.isNumber() && type != FieldType.FLAG;
            case ALL, EXISTS, NEQ, FIELDREF -> true;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
