package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The short way through a canonical line as almost all are: no blanks between tokens, known fields, each once, texts of
 * printable ASCII without escapes, whole numbers, arrays of such texts. Whatever else it meets, it gives up, and the line takes
 * the careful way, which also finds the words for what is wrong. Three times as fast as a general parser.
 */
final class PlainLine {
    private static final int LONGEST_TEXT = 8 * 1024;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_ELEMENTS = 64;
    private static final Names NAMES = new Names();

    private final Redactor redactor;
    private final TextPool pool;
    private final Set<Field> pooled;
    private final char[] time = new char[32];
    private byte[] line = {};
    private int at;
    private int end;
    private int textFrom;

    PlainLine(Redactor redactor, TextPool pool, Set<Field> pooled) {
        this.redactor = redactor;
        this.pool = pool;
        this.pooled = pooled;
    }

    /** Fills the event, which must be clear; false if the line is not plain, and then the event's content means nothing. */
    boolean read(byte[] buffer, int from, int length, TokenEvent into) {
        line = buffer;
        at = from;
        end = from + length;
        if (!accept('{')) {
            return false;
        }
        do {
            if (!field(into)) {
                return false;
            }
        } while (accept(','));
        return accept('}') && at == end;
    }

    private boolean accept(char token) {
        if (at < end && line[at] == token) {
            at++;
            return true;
        }
        return false;
    }

    private boolean field(TokenEvent into) {
        int length = quoted();
        if (length < 0) {
            return false;
        }
        Field field = NAMES.find(line, textFrom, length);
        if (field == null || into.has(field) || !accept(':') || at == end) {
            return false;
        }
        byte first = line[at];
        if (first == '"') {
            return text(field, into);
        }
        return first == '[' ? array(field, into) : number(field, into);
    }

    /** Passes over a plain text in quotes and gives its length; -1 if it is not plain. */
    private int quoted() {
        if (!accept('"')) {
            return -1;
        }
        int close = PlainText.end(line, at, end);
        textFrom = at;
        at = close + 1;
        return close - textFrom <= LONGEST_TEXT ? close - textFrom : -1;
    }

    private boolean text(Field field, TokenEvent into) {
        int length = quoted();
        if (length < 0) {
            return false;
        }
        if (field.type().isText()) {
            into.set(field, text(field, length));
            return true;
        }
        return field.type().isTime() && time(field, length, into);
    }

    private boolean time(Field field, int length, TokenEvent into) {
        if (length > time.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            time[i] = (char) line[textFrom + i];
        }
        long millis = Timestamps.utc(time, 0, length);
        into.set(field, millis);
        return millis != TokenEvent.ABSENT;
    }

    private String text(Field field, int length) {
        if (!pooled.contains(field)) {
            String text = new String(line, textFrom, length, ISO_8859_1);
            return Redactor.TOKEN_IDS.contains(field) ? text : redactor.clean(field, text);
        }
        int hash = PlainText.hash(line, textFrom, length);
        String known = pool.find(line, textFrom, length, hash);
        if (known != null) {
            return known;
        }
        String text = new String(line, textFrom, length, ISO_8859_1);
        String clean = redactor.clean(field, text);
        if (clean.equals(text)) {
            pool.keep(text, hash);
        }
        return clean;
    }

    private boolean array(Field field, TokenEvent into) {
        if (!field.type().isTexts()) {
            return false;
        }
        at++;
        @Nullable String[] elements = new @Nullable String[4];
        int count = 0;
        do {
            int length = quoted();
            if (length < 0 || count == MOST_ELEMENTS) {
                return false;
            }
            if (count == elements.length) {
                elements = java.util.Arrays.copyOf(elements, count * 2);
            }
            elements[count++] = text(field, length);
        } while (accept(','));
        String[] exact = new String[count];
        System.arraycopy(elements, 0, exact, 0, count);
        into.set(field, exact);
        return accept(']');
    }

    private boolean number(Field field, TokenEvent into) {
        boolean whole =
                switch (field.type()) {
                    case NUMBER, TIME, SECONDS -> true;
                    default -> false;
                };
        boolean negative = accept('-');
        int start = at;
        long value = 0;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            value = value * 10 + line[at++] - '0';
            if (at - start > MOST_DIGITS) {
                return false;
            }
        }
        boolean leadingZero = at - start > 1 && line[start] == '0';
        boolean ended = at < end && (line[at] == ',' || line[at] == '}');
        if (!whole || !ended || at == start || leadingZero) {
            return false;
        }
        into.set(field, negative ? -value : value);
        return true;
    }

    /** The fields by the bytes of their names. */
    private static final class Names {
        private static final int PLACES = 512;

        private final byte[] @Nullable [] names = new byte[PLACES] @Nullable [];
        private final @Nullable Field[] fields = new @Nullable Field[PLACES];

        Names() {
            for (Field field : Field.values()) {
                byte[] name = field.fieldName().getBytes(ISO_8859_1);
                int place = place(PlainText.hash(name, 0, name.length));
                while (names[place] != null) {
                    place = (place + 1) & (PLACES - 1);
                }
                names[place] = name;
                fields[place] = field;
            }
        }

        private static int place(int hash) {
            return hash >>> 23;
        }

        @Nullable
        Field find(byte[] text, int from, int length) {
            for (int place = place(PlainText.hash(text, from, length)); ; place = (place + 1) & (PLACES - 1)) {
                byte[] name = names[place];
                if (name == null) {
                    return null;
                }
                if (java.util.Arrays.equals(name, 0, name.length, text, from, from + length)) {
                    return fields[place];
                }
            }
        }
    }
}
