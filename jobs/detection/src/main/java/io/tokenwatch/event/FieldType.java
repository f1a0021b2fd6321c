package io.tokenwatch.event;

/** What a field holds, hence how a rule may compare it. */
public enum FieldType {
    /** Case-sensitive text, as OAuth values are (RFC 6749, section 1.9). */
    TEXT(Storage.TEXT),
    /** Text compared without regard to case, such as a user agent. */
    CASELESS(Storage.TEXT),
    /** An IPv4 or IPv6 address in text form. */
    ADDRESS(Storage.TEXT),
    /** Several case-sensitive texts; a comparison holds if it holds for any of them. */
    TEXTS(Storage.TEXTS),
    /** A whole number. */
    NUMBER(Storage.NUMBER),
    /** A number with a fraction. */
    DECIMAL(Storage.NUMBER),
    /** True or false. */
    FLAG(Storage.NUMBER),
    /** An instant, in milliseconds since the Unix epoch, UTC. */
    TIME(Storage.NUMBER),
    /**
     * An instant that issuers state in whole seconds (RFC 7519, NumericDate), in milliseconds since the epoch. A value
     * on a full second stands for that whole second, see {@link #latest}.
     */
    SECONDS(Storage.NUMBER);

    /** Where {@link TokenEvent} keeps it. */
    enum Storage {
        TEXT,
        TEXTS,
        NUMBER
    }

    private final Storage storage;

    FieldType(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    public boolean isText() {
        return storage == Storage.TEXT;
    }

    public boolean isTexts() {
        return storage == Storage.TEXTS;
    }

    public boolean isNumber() {
        return storage == Storage.NUMBER;
    }

    public boolean isTime() {
        return this == TIME || this == SECONDS;
    }

    /** What stands for the text where values are told apart: of a {@link #CASELESS} one, the same for any case. */
    public String folded(String text) {
        if (this != CASELESS) {
            return text;
        }
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = folded(folded[i]);
        }
        return new String(folded);
    }

    /** The same for any case of a character, as {@link String#equalsIgnoreCase} has it. */
    public static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    /** What each of the values is: a text where there are several. */
    public FieldType element() {
        return this == TEXTS ? TEXT : this;
    }

    /** The last millisecond that a stored value may stand for; comparisons must hold up to it. */
    public long latest(long value) {
        return this == SECONDS && value % 1000 == 0 ? value + 999 : value;
    }
}
