package io.tokenwatch.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a plain value (text, number, boolean, list) into a slot, as canonical NDJSON and rule tests write it. */
public final class FieldValue {
    private FieldValue() {}

    /**
     * Sets the field from a String, Number, Boolean or a List of those; null makes it absent. A time is ISO-8601 text with
     * offset, or a number of milliseconds since the epoch; a scope may be one text with spaces (RFC 6749, section 3.3).
     *
     * @throws IllegalArgumentException if the value is not of the field's type; the message says what is
     */
    public static void set(TokenEvent event, Field field, @Nullable Object value) {
        switch (field.type()) {
            case TEXT, CASELESS, ADDRESS -> event.set(field, scalar(field, value));
            case TEXTS -> event.set(field, texts(field, value));
            case NUMBER -> event.set(field, number(field, value));
            case TIME, SECONDS -> event.set(field, time(field, value));
            case FLAG -> event.set(field, flag(field, value));
            case DECIMAL -> decimal(event, field, value);
        }
    }

    private static @Nullable String scalar(Field field, @Nullable Object value) {
        if (value instanceof List<?> || value instanceof java.util.Map<?, ?>) {
            throw new IllegalArgumentException(field.fieldName() + " takes one text, not " + value);
        }
        return value == null ? null : value.toString();
    }

    private static String[] texts(Field field, @Nullable Object value) {
        if (value == null) {
            return new String[0];
        }
        if (value instanceof List<?> many) {
            return many.stream()
                    .map(one -> scalar(field, one))
                    .map(one -> one == null ? "" : one)
                    .toArray(String[]::new);
        }
        String text = value.toString().trim();
        boolean spaced = field == Field.SCOPE || field == Field.REQUESTED_SCOPE || field == Field.USED_SCOPE;
        return text.isEmpty() ? new String[0] : spaced ? text.split(" +", -1) : new String[] {text};
    }

    private static long number(Field field, @Nullable Object value) {
        if (value == null || (value instanceof String text && Absent.is(text))) {
            return TokenEvent.ABSENT;
        }
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        try {
            return new java.math.BigDecimal(value.toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(field.fieldName() + " takes a whole number, not " + value, e);
        }
    }

    private static long time(Field field, @Nullable Object value) {
        if (value == null || (value instanceof String text && Absent.is(text))) {
            return TokenEvent.ABSENT;
        }
        return value instanceof String text ? instant(field, text) : number(field, value);
    }

    /** Milliseconds since the epoch of an ISO-8601 text such as {@code 2026-01-01T00:00:00Z}. */
    private static long instant(Field field, String text) {
        try {
            return (text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant())
                    .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    field.fieldName() + " takes a time such as 2026-01-01T00:00:00Z, not " + text, e);
        }
    }

    private static long flag(Field field, @Nullable Object value) {
        if (value == null || (value instanceof String text && Absent.is(text))) {
            return TokenEvent.ABSENT;
        }
        return switch (value.toString()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new IllegalArgumentException(field.fieldName() + " takes true or false, not " + value);
        };
    }

    private static void decimal(TokenEvent event, Field field, @Nullable Object value) {
        if (value == null || (value instanceof String text && Absent.is(text))) {
            event.set(field, TokenEvent.ABSENT);
            return;
        }
        try {
            event.set(
                    field,
                    value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field.fieldName() + " takes a number, not " + value, e);
        }
    }
}
