package io.tokenwatch.demo.traffic;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far a revocation reaches. */
enum RevocationScope {
    TOKEN,
    FAMILY,
    SESSION,
    USER_CLIENT,
    SUBJECT,
    CLIENT;

    /** As in {@code revocation_scope}. */
    String fieldValue() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The rule that reports a use after it. */
    String ruleId() {
        return fieldValue().replace('_', '-') + "-use-after-revocation";
    }

    boolean fits(Grant grant) {
        return this == TOKEN || this == CLIENT || grant.user != null;
    }

    boolean covers(Grant revoked, Grant other) {
        return switch (this) {
            case TOKEN -> other == revoked;
            case FAMILY -> same(revoked.familyId, other.familyId);
            case SESSION -> same(revoked.sessionId, other.sessionId);
            case USER_CLIENT -> revoked.user == other.user && revoked.client == other.client;
            case SUBJECT -> revoked.user == other.user;
            case CLIENT -> revoked.client == other.client;
        };
    }

    /** The group key of {@link #ruleId}. */
    Map<String, String> key(Grant grant) {
        return switch (this) {
            case TOKEN -> Map.of("token_id", grant.token().id());
            case FAMILY -> Map.of("family_id", Objects.requireNonNull(grant.familyId));
            case SESSION -> Map.of("session_id", Objects.requireNonNull(grant.sessionId));
            case USER_CLIENT -> Map.of("subject", grant.subject(), "client_id", grant.client.id);
            case SUBJECT -> Map.of("subject", grant.subject());
            case CLIENT -> Map.of("client_id", grant.client.id);
        };
    }

    private static boolean same(@Nullable String one, @Nullable String other) {
        return one != null && one.equals(other);
    }
}
