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

    private final @Nullable String[] text = new @Nullable String[Field.slots(Storage.TEXT)];
    /** Per text slot where it lies in the line (upper half) and how long it is (lower half); 0 where it does not. */
    private final long[] lying = new long[Field.slots(Storage.TEXT)];

    private byte[] line = {};
    private final String[] @Nullable [] texts = new String[Field.slots(Storage.TEXTS)] @Nullable [];
    private final long[] number = new long[Field.slots(Storage.NUMBER)];

    public TokenEvent() {
        Arrays.fill(number, ABSENT);
    }

    /** Makes every slot absent. */
    public void clear() {
        Arrays.fill(text, null);
        Arrays.fill(lying, 0);
        Arrays.fill(texts, null);
        Arrays.fill(number, ABSENT);
    }

    /** One that lasts. */
    public TokenEvent copy() {
        TokenEvent copy = new TokenEvent();
        for (int slot = 0; slot < text.length; slot++) {
            copy.text[slot] = text(slot);
        }
        System.arraycopy(texts, 0, copy.texts, 0, texts.length);
        System.arraycopy(number, 0, copy.number, 0, number.length);
        return copy;
    }

    /** Sets a text slot; what {@linkplain Absent says nothing} leaves it absent. */
    public void set(Field field, @Nullable String value) {
        text[field.slot()] = value == null || Absent.is(value) ? null : value;
        lying[field.slot()] = 0;
    }

    /**
     * Sets a text slot to printable ASCII that lies in a line, which must stay as it is until this event is cleared: most texts are
     * passed on as bytes, or looked at by nobody. All such texts of an event lie in one line.
     */
    public void set(Field field, byte[] of, int from, int length) {
        int slot = field.slot();
        line = of;
        text[slot] = null;
        lying[slot] = Absent.is(of, from, length) ? 0 : (long) from << 32 | length;
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
        String[] said = values;
        for (String value : values) {
            if (Absent.is(value)) {
                said = Arrays.stream(values).filter(v -> !Absent.is(v)).toArray(String[]::new);
                break;
            }
        }
        texts[field.slot()] = said.length == 0 ? null : said;
    }

    /** Sets a number, time or flag slot. {@link #ABSENT} makes it absent. */
    public void set(Field field, long value) {
        number[field.slot()] = value;
    }

    public void set(Field field, double value) {
        number[field.slot()] = Double.doubleToRawLongBits(value);
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

    public boolean has(Field field) {
        Storage storage = field.type().storage();
        int slot = field.slot();
        return storage == Storage.TEXT
                ? text[slot] != null || lying[slot] != 0
                : storage == Storage.NUMBER ? number[slot] != ABSENT : texts[slot] != null;
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
