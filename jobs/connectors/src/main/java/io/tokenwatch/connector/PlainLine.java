package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
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

    private final Redactor redactor;
    private final TextPool pool;
    private final ListPool lists = new ListPool();
    private final PlainNames names;
    private final PlainTime time = new PlainTime();
    /** Stands before the first name of a line. */
    private final PlainName start = new PlainName(Field.EVENT_ID, false);

    private PlainName last = start;
    private long lines;
    private byte[] line = {};
    private int at;
    private int end;
    private int textFrom;

    PlainLine(Redactor redactor, TextPool pool, Set<Field> pooled) {
        this.redactor = redactor;
        this.pool = pool;
        this.names = new PlainNames(pooled);
    }

    /** Fills the event, which must be clear; false if the line is not plain, and then the event's content means nothing. */
    boolean read(byte[] buffer, int from, int length, TokenEvent into) {
        line = buffer;
        at = from;
        end = from + length;
        last = start;
        lines++;
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
        PlainName name = name();
        if (name == null || name.seen == lines || at == end) {
            return false;
        }
        name.seen = lines;
        byte first = line[at];
        if (first == '"') {
            int again = name.again(line, at, end);
            return again == 0 ? text(name, into) : again(name, again, into);
        }
        return first == '[' ? array(name, into) : number(name.field, into);
    }

    /** Passes over a name and its colon; null if no field is named there. */
    private @Nullable PlainName name() {
        PlainName name = last.next;
        int after = name == null ? -1 : name.passed(line, at, end);
        if (after < 0) {
            int length = quoted();
            name = length < 0 ? null : names.find(line, textFrom, length, end);
            after = at + 1;
        }
        if (name != null) {
            at = after;
            last.next = name;
            last = name;
        }
        return name;
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

    private boolean again(PlainName name, int length, TokenEvent into) {
        into.setAgain(name.field, name.last(line, at));
        at += length;
        return true;
    }

    private boolean text(PlainName name, TokenEvent into) {
        int start = at;
        int length = quoted();
        if (length < 0) {
            return false;
        }
        if (name.field.type().isText()) {
            if (name.pooled) {
                long caught = redactor.caught();
                String text = text(name, length, false);
                into.set(name.field, text);
                if (into.has(name.field) && caught == redactor.caught()) {
                    name.keep(line, start, at - start, text);
                }
            } else if (isTakenAsItLies(name, length)) {
                into.set(name.field, line, textFrom, length);
            } else {
                clean(name.field, length, into);
            }
            return true;
        }
        return name.field.type().isTime() && time(name.field, length, into);
    }

    private void clean(Field field, int length, TokenEvent into) {
        String text = new String(line, textFrom, length, ISO_8859_1);
        String clean = redactor.clean(field, text);
        if (clean.equals(text)) {
            into.set(field, line, textFrom, length);
        } else {
            into.set(field, clean);
        }
    }

    private boolean time(Field field, int length, TokenEvent into) {
        long millis = time.read(line, textFrom, length);
        into.set(field, millis);
        return millis != TokenEvent.ABSENT;
    }

    /** Texts that do not repeat, and in which there is no token that must go, are not worth a String until one is asked for. */
    private boolean isTakenAsItLies(PlainName name, int length) {
        return !name.pooled && (name.namesToken || Redactor.isHarmless(name.field, line, textFrom, length));
    }

    /** @param asItLies see {@link #isTakenAsItLies} */
    private String text(PlainName name, int length, boolean asItLies) {
        if (!name.pooled) {
            String text = new String(line, textFrom, length, ISO_8859_1);
            return asItLies ? text : redactor.clean(name.field, text);
        }
        int hash = PlainText.hash(line, textFrom, length);
        String known = pool.find(line, textFrom, length, hash);
        if (known != null) {
            return known;
        }
        String text = new String(line, textFrom, length, ISO_8859_1);
        String clean = redactor.clean(name.field, text);
        if (clean.equals(text)) {
            pool.keep(text, hash);
        }
        return clean;
    }

    private boolean array(PlainName name, TokenEvent into) {
        if (!name.field.type().isTexts()) {
            return false;
        }
        int start = at;
        int close = PlainText.endOfArray(line, start, end);
        int hash = close < 0 ? 0 : PlainText.hash(line, start, close - start);
        String[] known = close < 0 ? null : lists.find(line, start, close - start, hash);
        if (known != null) {
            into.setAgain(name.field, known);
            at = close;
            return true;
        }
        long caught = redactor.caught();
        boolean read = newArray(name, into);
        String[] said = into.texts(name.field);
        if (read && at == close && said != null && caught == redactor.caught()) {
            lists.keep(line, start, close - start, hash, said);
        }
        return read;
    }

    private boolean newArray(PlainName name, TokenEvent into) {
        at++;
        @Nullable String[] elements = new @Nullable String[4];
        int count = 0;
        do {
            int length = quoted();
            if (length < 0 || count == MOST_ELEMENTS) {
                return false;
            }
            if (count == elements.length) {
                elements = Arrays.copyOf(elements, count * 2);
            }
            elements[count++] = text(name, length, isTakenAsItLies(name, length));
        } while (accept(','));
        String[] exact = new String[count];
        System.arraycopy(elements, 0, exact, 0, count);
        into.set(name.field, exact);
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
}
