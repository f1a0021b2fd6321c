package io.tokenwatch.ruletest.coverage;

import io.tokenwatch.yaml.Place;

/**
 * A part of a rule, and whether its tests have seen it both ways.
 *
 * @param path where in the rule, such as {@code detection.used.outcome}
 * @param what the part itself, such as {@code success}
 * @param first whether it was seen the first way of its kind
 * @param second whether it was seen the other way
 */
public record Covered(Kind kind, String path, Place place, String what, boolean first, boolean second) {
    /** What there is to be seen. */
    public enum Kind {
        SELECTION("true", "false"),
        LINE("true", "false"),
        ENTRY("true", "false"),
        CONDITION("true", "false"),
        STEP("true", "false"),
        WHERE("true", "false"),
        BOUND("just inside", "just outside"),
        EXCEPTION("true", "false");

        private final String first;
        private final String second;

        Kind(String first, String second) {
            this.first = first;
            this.second = second;
        }
    }

    /** How many of the two ways were seen. */
    public int seen() {
        return (first ? 1 : 0) + (second ? 1 : 0);
    }

    /** What was never seen, such as {@code just outside}; empty if nothing. */
    public String missing() {
        return first && second ? "" : first ? kind.second : second ? kind.first : kind.first + " nor " + kind.second;
    }
}
