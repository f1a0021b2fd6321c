package io.tokenwatch.selection;

import io.tokenwatch.event.Expected;
import io.tokenwatch.event.Field;
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
    M,
    S,
    EXISTS,
    /** Ours: the field is not there, although the source of the event tells it where there is one. */
    MISSING,
    GT,
    GTE,
    LT,
    LTE,
    NEQ,
    CASED,
    FIELDREF,
    /** Ours: what is compared is how many values the field holds. */
    COUNT,
    /** Ours: the values are those of a list file. */
    LIST;

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
            case CONTAINS, STARTSWITH, ENDSWITH, CIDR, RE, EXISTS, MISSING, GT, GTE, LT, LTE -> true;
            case ALL, I, M, S, NEQ, CASED, FIELDREF, COUNT, LIST -> false;
        };
    }

    /** Whether a line with both would leave one of them without a meaning. */
    boolean excludes(Modifier other) {
        return switch (this) {
            case EXISTS, MISSING -> true;
            case FIELDREF -> other == RE || other == CIDR || other == LIST;
            case LIST -> other == ALL;
            case COUNT -> !other.comparesNumbers() && other != NEQ;
            case CASED -> other == I || other == CIDR;
            default -> compares() && other.compares();
        };
    }

    private boolean comparesNumbers() {
        return this == GT || this == GTE || this == LT || this == LTE;
    }

    /** Whether it says how a regular expression is read. */
    boolean needsRegex() {
        return this == I || this == M || this == S;
    }

    /** Whether it means anything for that field. */
    boolean fits(Field field) {
        return fits(field.type()) && (this != MISSING || !Expected.types(field).isEmpty());
    }

    /** Whether it means anything for a field of that type. */
    boolean fits(FieldType type) {
        return switch (this) {
            case CONTAINS, STARTSWITH, ENDSWITH, CIDR, RE, I, M, S, CASED -> !type.isNumber();
            case GT, GTE, LT, LTE -> type.isNumber() && type != FieldType.FLAG;
            case COUNT -> type.isTexts();
            case ALL, EXISTS, MISSING, NEQ, FIELDREF, LIST -> true;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
