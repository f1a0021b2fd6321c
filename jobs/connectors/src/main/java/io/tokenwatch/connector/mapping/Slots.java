package io.tokenwatch.connector.mapping;

import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/** Puts what a log says into an event. What does not fit a field's type leaves it absent, as if the log had said nothing. */
final class Slots {
    private static final Set<Field> SPACED = Set.of(Field.SCOPE, Field.REQUESTED_SCOPE, Field.USED_SCOPE);
    private static final int LONGEST_NUMBER = 32;

    private Slots() {}

    static void set(TokenEvent event, Field field, List<String> texts, View view) {
        if (texts.isEmpty()) {
            return;
        }
        switch (field.type()) {
            case TEXT, CASELESS -> event.set(field, texts.get(0));
            case ADDRESS -> event.set(field, address(texts.get(0)));
            case TEXTS -> event.set(field, several(field, texts, view));
            case NUMBER, DECIMAL, FLAG -> scalar(event, field, texts.get(0));
            case TIME, SECONDS -> event.set(field, time(texts.get(0), view));
        }
    }

    private static String[] several(Field field, List<String> texts, View view) {
        if (!SPACED.contains(field)) {
            return texts.toArray(String[]::new);
        }
        List<String> words = new ArrayList<>();
        for (String text : texts) {
            // Cleaned before it is split: a scheme and its token would come apart.
            StringTokenizer each = new StringTokenizer(view.redactor().clean(text));
            while (each.hasMoreTokens()) {
                words.add(each.nextToken());
            }
        }
        return words.toArray(String[]::new);
    }

    private static long time(String text, View view) {
        return text.length() < LONGEST_NUMBER && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
                ? new TimeForm.Epoch(0).millis(text, view.zone())
                : Timestamps.logged(text, view.zone());
    }

    private static void scalar(TokenEvent event, Field field, String text) {
        if (text.length() > LONGEST_NUMBER) {
            return;
        }
        try {
            FieldValue.set(
                    event, field, field.type() == FieldType.FLAG ? text.toLowerCase(java.util.Locale.ROOT) : text);
        } catch (IllegalArgumentException e) {
            return; // its message shows the value
        }
        if (field.type() == FieldType.DECIMAL
                && event.has(field)
                && !Double.isFinite(Double.longBitsToDouble(event.number(field)))) {
            event.set(field, TokenEvent.ABSENT);
        }
    }

    /**
     * An address without brackets and port. Logs also write names there ({@code cloudformation.amazonaws.com}, {@code AWS Internal}), which are not
     * where anybody is.
     */
    private static String address(String written) {
        String text = written.strip();
        int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
        if (bracket > 0) {
            text = text.substring(1, bracket);
        } else if (text.indexOf('.') > 0 && text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            text = text.substring(0, text.indexOf(':'));
        }
        boolean v6 = text.indexOf(':') >= 0;
        boolean plausible = text.length() <= 45
                && (v6 || text.chars().filter(c -> c == '.').count() == 3)
                && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9') || (v6 && isHex(c)));
        return plausible ? text : "";
    }

    private static boolean isHex(int c) {
        return c == ':' || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
