package io.tokenwatch.rule;

/** How mature a rule is (Sigma). */
public enum Status {
    EXPERIMENTAL,
    TEST,
    STABLE,
    DEPRECATED,
    UNSUPPORTED
}
