package io.tokenwatch.ledger;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What the ledger holds for long, idle or powerful. Durations in milliseconds.
 *
 * @param interval of event time in which a grant is written once at most, unless its state changes
 * @param dormantAfter without use, issuance or renewal
 * @param keep after its last event, expiry and revocation a grant is forgotten
 * @param longLived the life of one token from which on it is flagged
 * @param reauthorizeAfter after its first issuance a grant should be decided upon again
 * @param slowRevocation the lag of a revocation from which on it is flagged
 * @param highPrivilege scopes; {@code *} stands for any text
 */
public record LedgerPolicy(
        long interval,
        long dormantAfter,
        long keep,
        long longLived,
        long reauthorizeAfter,
        long slowRevocation,
        List<String> highPrivilege)
        implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Minute, 30 days, 90 days, 24 hours, 90 days, 1 minute; scopes that administer, write, or outlive the session. */
    public static final LedgerPolicy DEFAULT = new LedgerPolicy(
            60_000,
            Duration.ofDays(30).toMillis(),
            Duration.ofDays(90).toMillis(),
            Duration.ofHours(24).toMillis(),
            Duration.ofDays(90).toMillis(),
            60_000,
            List.of("*", "*.All", "*admin*", "*:write", "write:*", "*.ReadWrite*", "*.manage", "offline_access"));

    boolean isHighPrivilege(String scope) {
        return highPrivilege.stream().anyMatch(pattern -> matches(pattern, scope));
    }

    /** A lone star is the scope of that name, which stands for all scopes; any other star is any text. */
    private static boolean matches(String pattern, String scope) {
        if (pattern.equals("*")) {
            return scope.equals("*");
        }
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(scope);
        }
        String last = parts[parts.length - 1];
        if (!scope.startsWith(parts[0])) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = scope.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return scope.length() - last.length() >= at && scope.endsWith(last);
    }
}
