package io.tokenwatch.detector;

/**
 * One reason: what was seen, and what was needed.
 *
 * @param feature such as {@code gap} or {@code count}
 * @param observed such as {@code 31s}
 * @param expected the bound it met, such as {@code >30s}
 * @param kind what it is held against
 */
public record Fact(String feature, String observed, String expected, Kind kind) {
    /** What an observation is held against. */
    public enum Kind {
        /** What other events say. */
        STATE,
        /** A number that the rule names. */
        THRESHOLD,
        /** What the key itself is used to. */
        BASELINE;

        private static final Kind[] ALL = values();

        /** As documents have it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** What {@link #code} gave. */
        public static Kind of(int code) {
            return ALL[code];
        }

        /** A small number that stays the same. */
        public int code() {
            return this == STATE ? 0 : this == THRESHOLD ? 1 : 2;
        }
    }

    public static Fact state(String feature, String observed, String expected) {
        return new Fact(feature, observed, expected, Kind.STATE);
    }

    public static Fact threshold(String feature, String observed, String expected) {
        return new Fact(feature, observed, expected, Kind.THRESHOLD);
    }

    public static Fact baseline(String feature, String observed, String expected) {
        return new Fact(feature, observed, expected, Kind.BASELINE);
    }
}
