package io.tokenwatch.rule;

/** Sigma's levels, with the severity that Elastic Security gives them (21, 47, 73, 99). */
public enum Level {
    INFORMATIONAL(21),
    LOW(21),
    MEDIUM(47),
    HIGH(73),
    CRITICAL(99);

    private final int severity;

    Level(int severity) {
        this.severity = severity;
    }

    /** {@code event.severity} of ECS as Elastic Security reads it. */
    public int severity() {
        return severity;
    }

    /** @throws IllegalArgumentException if there is no level of that name */
    public static Level of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    /** As rules write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
