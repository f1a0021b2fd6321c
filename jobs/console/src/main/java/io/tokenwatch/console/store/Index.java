package io.tokenwatch.console.store;

/** The kinds of documents, each with where it lies and which of its fields says whose it is. */
public enum Index {
    ALERTS("tokenwatch-alerts-*", "organization.id"),
    SHADOW_ALERTS("tokenwatch-shadow-alerts-*", "organization.id"),
    REPLAY_ALERTS("tokenwatch-replay-*-alerts-*", "organization.id"),
    TRANSITIONS("logs-tokenwatch.alert-*", "organization.id"),
    LEDGER("tokenwatch-ledger", "organization.id"),
    INDICATORS("tokenwatch-indicators-*", "organization.id"),
    ACTIONS("tokenwatch-actions", "organization.id"),
    /** What the job says of its own rules: nobody's, so of everybody. */
    STATUS("tokenwatch-status", "");

    private final String pattern;
    private final String tenantField;

    Index(String pattern, String tenantField) {
        this.pattern = pattern;
        this.tenantField = tenantField;
    }

    String pattern() {
        return pattern;
    }

    String tenantField() {
        return tenantField;
    }
}
