package io.tokenwatch.demo.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client was granted, for a user or for itself: the current access token and the family that renews it. */
final class Grant {
    /** An access token. Times in milliseconds since the epoch, on full seconds as in a NumericDate. */
    record Token(String id, long issuedAt, long expiresAt) {}

    final Client client;
    final @Nullable User user;
    final List<String> scopes;
    final @Nullable String sessionId;
    final @Nullable String familyId;

    Origin origin;
    /** Whether the device has moved or changed: at most once, since two harmless changes may add up to a replay. */
    boolean moved;

    String refreshTokenId = "";
    int generation;
    private @Nullable Token token;

    Grant(
            Client client,
            @Nullable User user,
            Origin origin,
            List<String> scopes,
            @Nullable String sessionId,
            @Nullable String familyId) {
        this.client = client;
        this.user = user;
        this.origin = origin;
        this.scopes = scopes;
        this.sessionId = sessionId;
        this.familyId = familyId;
    }

    /** The access token in use. */
    Token token() {
        if (token == null) {
            throw new IllegalStateException("no token issued yet to " + client);
        }
        return token;
    }

    void token(Token issued) {
        this.token = issued;
    }

    String subject() {
        return user == null ? "service-account-" + client.id : user.name;
    }

    @Override
    public String toString() {
        return user == null ? client.id : user.name + " at " + client.id;
    }
}
