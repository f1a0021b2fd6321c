package io.tokenwatch.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keycloak's words for what OAuth has words for. What has none there keeps Keycloak's. */
final class KeycloakWords {
    /** RFC 6749, section 5.2; Keycloak says in its answer what is on the right, and in its events what is on the left. */
    private static final Map<String, String> ERRORS = Map.of(
            "invalid_client_credentials", "invalid_client",
            "client_not_found", "invalid_client",
            "client_disabled", "invalid_client",
            "invalid_user_credentials", "invalid_grant",
            "user_not_found", "invalid_grant",
            "invalid_code", "invalid_grant",
            "expired_code", "invalid_grant");

    /** Keycloak does not tell whether a secret came in the header or in the body. */
    private static final Map<String, String> METHODS = Map.of(
            "client-secret", "client_secret_basic",
            "client-secret-jwt", "client_secret_jwt",
            "client-jwt", "private_key_jwt",
            "client-x509", "tls_client_auth");

    private static final String SCOPES = "Invalid scopes: ";

    private KeycloakWords() {}

    static @Nullable String error(@Nullable String theirs, @Nullable String reason) {
        return theirs == null
                ? null
                : refusedScope(reason) != null ? "invalid_scope" : ERRORS.getOrDefault(theirs, theirs);
    }

    /** The scope that was asked for and refused, which Keycloak tells among other texts; null if it was something else. */
    static @Nullable String refusedScope(@Nullable String reason) {
        return reason != null && reason.startsWith(SCOPES) ? reason.substring(SCOPES.length()) : null;
    }

    static @Nullable String denial(@Nullable String theirs) {
        return theirs == null
                ? null
                : switch (theirs) {
                    case "user_session_not_found", "session_expired" -> "revoked"; // by the end of its session
                    case "access_denied" -> "insufficient_scope";
                    default -> "invalid_token";
                };
    }

    static @Nullable String method(@Nullable String theirs) {
        return theirs == null ? null : METHODS.getOrDefault(theirs, theirs);
    }

    /** Why, in Keycloak's own words where ours say less; null if nothing is known. */
    static @Nullable String reason(@Nullable String reason, @Nullable String error) {
        if (reason != null) {
            return reason.contains("refresh token reuse") || reason.equals("Stale token")
                    ? "refresh_token_reuse"
                    : reason;
        }
        return error == null || error.equals(error(error, null)) ? null : error;
    }
}
