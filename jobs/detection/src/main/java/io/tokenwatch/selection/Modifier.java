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
            case CONTAINS, STARTSWITH, ENDSWITH, CIDR, RE, EXISTS, GT, GTE, LT, LTE -> true;
            case ALL, I, NEQ, CASED, FIELDREF -> false;
        };
    }

    /** Whether it orders values, hence may compare with another field as well as with a value. */
    boolean orders() {
        return this == GT || this == GTE || this == LT || this == LTE;
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
