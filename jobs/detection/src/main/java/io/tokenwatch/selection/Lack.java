package io.tokenwatch.selection;

/**
 * What a rule lacked to hold: the numbers seen and needed.
 *
 * @param step path in the rule of what was lacking, such as {@code correlation.gap} or {@code detection.used.outcome}
 * @param saw such as {@code 30s}; {@code absent} where there was nothing
 * @param need such as {@code >30s}
 */
public record Lack(String step, String saw, String need) {
    /** What is seen where there is nothing. */
    public static final String ABSENT = "absent";

    @Override
    public String toString() {
        return step + " was " + saw + ", needs " + need;
    }
}
