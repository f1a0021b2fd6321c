package io.tokenwatch.ledger;

/** Times and numbers of a grant, each the smallest or the largest that was said. Kept by their order: add at the end only. */
enum Moment {
    ISSUED(false),
    FIRST_USED(false),
    LAST_USED(true),
    /** The last success of an issuance or renewal. */
    LAST_ISSUED(true),
    EXPIRES(true),
    /** Until when it can be renewed; the largest number if nobody says. */
    RENEWABLE_UNTIL(true),
    SUSPENDED(true),
    /** The latest event of any kind. */
    LATEST(true),
    GENERATION(true),
    /** The longest life of one token, milliseconds. */
    TOKEN_LIFE(true);

    private final boolean largest;

    Moment(boolean largest) {
        this.largest = largest;
    }

    long of(long one, long other) {
        return largest ? Math.max(one, other) : Math.min(one, other);
    }
}
