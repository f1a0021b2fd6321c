package io.tokenwatch.bench.workload;

/**
 * One event before it is written.
 *
 * @param id event number, unique but for copies
 * @param time milliseconds after the start of the workload, negative before it
 * @param token number of the token; ids, addresses and subjects follow from it
 * @param family number of the refresh token's family; 0 for other kinds
 * @param asn network, {@link #NO_ASN} if absent
 * @param scopes bit set over the scope vocabulary
 */
record AuditEvent(
        Kind kind,
        long id,
        long time,
        long token,
        int client,
        int family,
        int generation,
        int asn,
        long scopes,
        boolean success) {
    static final int NO_ASN = -1;

    enum Kind {
        ISSUED("issued"),
        VALIDATED("validated"),
        REVOKED("revoked"),
        REFRESHED("refreshed");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }

        /** The part of the event type after {@code token.}. */
        String verb() {
            return verb;
        }
    }

    static AuditEvent issued(long id, long time, long token, int client, int asn, long scopes) {
        return new AuditEvent(Kind.ISSUED, id, time, token, client, 0, 0, asn, scopes, true);
    }

    static AuditEvent validated(long id, long time, long token, int client, int asn, boolean success) {
        return new AuditEvent(Kind.VALIDATED, id, time, token, client, 0, 0, asn, 0, success);
    }

    static AuditEvent revoked(long id, long time, long token, int client) {
        return new AuditEvent(Kind.REVOKED, id, time, token, client, 0, 0, NO_ASN, 0, true);
    }

    static AuditEvent refreshed(
            long id, long time, long token, int client, int family, int generation, int asn, boolean success) {
        return new AuditEvent(Kind.REFRESHED, id, time, token, client, family, generation, asn, 0, success);
    }
}
