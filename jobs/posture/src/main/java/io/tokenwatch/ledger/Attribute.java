package io.tokenwatch.ledger;

/** What a grant has one of. Kept by their order: add at the end only. */
enum Attribute {
    ISSUER(true),
    CLIENT(true),
    SUBJECT(true),
    SUBJECT_TYPE(true),
    GRANT_TYPE(false),
    BINDING(true),
    OWNER(true),
    APPROVER(true),
    PURPOSE(true);

    private final boolean latest;

    Attribute(boolean latest) {
        this.latest = latest;
    }

    /** Whether the latest event says what holds; else the first. Of two at one time, the text that is greater. */
    boolean prefers(long time, String text, long otherTime, String otherText) {
        int order = Long.compare(time, otherTime);
        return order == 0 ? text.compareTo(otherText) > 0 : latest == order > 0;
    }
}
