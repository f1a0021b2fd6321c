package io.tokenwatch.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tokenwatch.event.FieldType.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One audit event in canonical form: a typed slot per {@link Field}, absent where the source said nothing.
 *
 * <p>Mutable, so that a reader can fill one instance again and again ({@link #clear}): at a million events a second the
 * allocation would cost more than the judging. Nothing keeps a reference to it; what must outlive the call is copied.
 */
public final class TokenEvent {
    /** The value of a numeric slot that is absent. */
    public static final long ABSENT = Long.MIN_VALUE;

    /** So many words hold a bit for each field. */
    public static final int WORDS = (Field.values().length + Long.SIZE - 1) / Long.SIZE;

    private final @Nullable String[] text = new @Nullable String[Field.slots(Storage.TEXT)];
    /** Per text slot where it lies in the line (upper half) and how long it is (lower half); 0 where it does not. */
    private final long[] lying = new long[Field.slots(Storage.TEXT)];

    private byte[] line = {};
    private final String[] @Nullable [] texts = new String[Field.slots(Storage.TEXTS)] @Nullable [];
    private final long[] number = new long[Field.slots(Storage.NUMBER)];
    /** By the ordinals of the fields: which slots have a value. */
    private final long[] said = new long[WORDS];

    public TokenEvent() {
        Arrays.fill(number, ABSENT);
    }

    /** Makes every slot absent. */
    public void clear() {
        Arrays.fill(text, null);
        Arrays.fill(lying, 0);
        Arrays.fill(texts, null);
        Arrays.fill(number, ABSENT);
        Arrays.fill(said, 0);
    }

    /** Notes whether a slot has a value. */
    @SuppressWarnings("EnumOrdinal") // only while this event is in memory
    private void say(Field field, boolean says) {
        long bit = 1L << field.ordinal();
        int word = field.ordinal() / Long.SIZE;
        said[word] = says ? said[word] | bit : said[word] & ~bit;
    }

    /** Which fields the event has: of the fields whose ordinals, divided by 64, give {@code word}, a bit each. */
    public long said(int word) {
        return said[word];
    }

    /** One that lasts. */
    public TokenEvent copy() {
        TokenEvent copy = new TokenEvent();
        for (int slot = 0; slot < text.length; slot++) {
            copy.text[slot] = text(slot);
        }
        System.arraycopy(texts, 0, copy.texts, 0, texts.length);
        System.arraycopy(number, 0, copy.number, 0, number.length);
        System.arraycopy(said, 0, copy.said, 0, said.length);
        return copy;
    }

    /** Sets a text slot; what {@linkplain Absent says nothing} leaves it absent. */
    public void set(Field field, @Nullable String value) {
        boolean says = value != null && !Absent.is(value);
        text[field.slot()] = says ? value : null;
        lying[field.slot()] = 0;
        say(field, says);
    }

    /**
     * Sets a text slot to printable ASCII that lies in a line, which must stay as it is until this event is cleared: most texts are
     * passed on as bytes, or looked at by nobody. All such texts of an event lie in one line.
     */
    public void set(Field field, byte[] of, int from, int length) {
        int slot = field.slot();
        line = of;
        text[slot] = null;
        boolean says = !Absent.is(of, from, length);
        lying[slot] = says ? (long) from << 32 | length : 0;
        say(field, says);
    }

    /** Where the text lies in {@link #line()}, upper half, and its length in bytes, lower half; 0 if it is absent, or lies nowhere. */
    public long lying(Field field) {
        return lying[field.slot()];
    }

    /** The bytes that texts lie in, see {@link #lying}. */
    public byte[] line() {
        return line;
    }

    /** Sets an array slot, without the elements that {@linkplain Absent say nothing}; empty is absent. */
    public void set(Field field, String... values) {
        String[] elements = values;
        for (String value : values) {
            if (Absent.is(value)) {
                elements = Arrays.stream(values).filter(v -> !Absent.is(v)).toArray(String[]::new);
                break;
            }
        }
        texts[field.slot()] = elements.length == 0 ? null : elements;
        say(field, elements.length > 0);
    }

    /** Sets a text slot to what {@link #text} gave of the same or another event. */
    public void setAgain(Field field, @Nullable String value) {
        text[field.slot()] = value;
        lying[field.slot()] = 0;
        say(field, value != null);
    }

    /** Sets an array slot to what {@link #texts} gave of the same or another event. */
    public void setAgain(Field field, String... elements) {
        texts[field.slot()] = elements;
        say(field, true);
    }

    /** Sets a number, time or flag slot. {@link #ABSENT} makes it absent. */
    public void set(Field field, long value) {
        number[field.slot()] = value;
        say(field, value != ABSENT);
    }

    public void set(Field field, double value) {
        set(field, Double.doubleToRawLongBits(value));
    }

    public @Nullable String text(Field field) {
        return text(field.slot());
    }

    private @Nullable String text(int slot) {
        String made = text[slot];
        if (made == null && lying[slot] != 0) {
            made = new String(line, (int) (lying[slot] >>> 32), (int) lying[slot], ISO_8859_1);
            text[slot] = made;
        }
        return made;
    }

    /** The elements, never empty; do not change them. */
    public String @Nullable [] texts(Field field) {
        return texts[field.slot()];
    }

    /** The value, or {@link #ABSENT}; a {@link FieldType#DECIMAL} as raw double bits. */
    public long number(Field field) {
        return number[field.slot()];
    }

    @SuppressWarnings("EnumOrdinal")
    public boolean has(Field field) {
        return (said[field.ordinal() / Long.SIZE] >>> field.ordinal() & 1) != 0;
    }

    /** Event time in milliseconds since the epoch, UTC, or {@link #ABSENT}. */
    public long eventTime() {
        return number(Field.EVENT_TIME);
    }

    /** The value as rules see it: String, String[], Long, Double or Boolean, or null where absent. */
    public @Nullable Object value(Field field) {
        if (!has(field)) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, CASELESS, ADDRESS -> text(field);
            case TEXTS -> texts(field);
            case DECIMAL -> Double.longBitsToDouble(number(field));
            case FLAG -> number(field) != 0;
            case NUMBER, TIME, SECONDS -> number(field);
        };
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        for (Field field : Field.values()) {
            Object value = value(field);
            if (value != null) {
                out.append(out.length() > 1 ? ", " : "")
                        .append(field.fieldName())
                        .append('=');
                out.append(value instanceof String[] many ? Arrays.toString(many) : value);
            }
        }
        return out.append('}').toString();
    }
}
