package io.tokenwatch.rule;

/** What is done with a rule's findings. */
public enum Mode {
    /** The rule is not judged. */
    OFF,
    /** Judged as any other, but its alerts go to an index of their own and notify nobody. */
    SHADOW,
    ALERT
}
