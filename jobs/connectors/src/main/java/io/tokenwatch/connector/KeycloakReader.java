package io.tokenwatch.connector;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Absent;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Maps a Keycloak event to canonical ones. What its ids mean:
 *
 * <ul>
 *   <li>{@code token_id} is the jti of the access token, all of it. In {@code onrtac:<uuid>} (since 26) the first
 *   part says session type, token type and grant type; it is part of the jti that resource servers see, so it is not
 *   cut off.
 *   <li>{@code refresh_token_id} is the jti of the refresh token issued, or in a refresh of the one presented; {@code
 *       updated_refresh_token_id} is then the one issued.
 *   <li>{@code code_id} names the login, not the code: all codes of one session share it. It correlates, and is no
 *   token.
 *   <li>{@code sessionId} is the single sign-on session, which several clients share. Refresh tokens descend from
 *   each other, and are revoked, per client in it; hence the family is {@code <sessionId>/<clientId>}. An offline
 *   session keeps the id.
 * </ul>
 *
 * A refresh is one {@code token.refreshed} that names the token presented, and one {@code token.issued} for each
 * token that came of it. The tenant is the realm.
 */
final class KeycloakReader extends RecordReader {
    private final TokenEvent event = new TokenEvent();

    private byte[] buffer = {};
    private int from;
    private int length;
    private Map<String, String> values = Map.of();
    private long time;
    private boolean success;
    private Consumer<? super TokenEvent> sink = unused -> {};
    private int published;

    KeycloakReader(Connector connector, Settings settings) {
        super(connector, settings);
    }

    @Override
    protected Outcome parse(byte[] record, int start, int size, Consumer<? super TokenEvent> events) throws Unreadable {
        KeycloakLine line = KeycloakLine.parse(utf8(record, start, size), settings.zone());
        String type = line.attributes().get("type");
        if (type == null) {
            return skipped(String.valueOf(line.category()));
        }
        buffer = record;
        from = start;
        length = size;
        values = line.attributes();
        time = line.time();
        sink = events;
        published = 0;
        success = !type.endsWith("_ERROR") && value("error") == null;
        map(type.endsWith("_ERROR") ? type.substring(0, type.length() - "_ERROR".length()) : type);
        return published == 0 ? skipped(type) : published == 1 ? Outcome.ONE_EVENT : new Outcome.Read(published);
    }

    private void map(String type) throws Unreadable {
        switch (type) {
            case "LOGIN" -> login();
            case "CODE_TO_TOKEN" -> issued("user", null);
            case "CLIENT_LOGIN" -> issued("workload", null);
            case "PERMISSION_TOKEN", "AUTHREQID_TO_TOKEN" -> issued(null, null);
            case "OAUTH2_DEVICE_VERIFY_USER_CODE" -> simple(EventTypes.DEVICE_AUTHORIZED);
            case "OAUTH2_DEVICE_CODE_TO_TOKEN" -> {
                simple(EventTypes.DEVICE_REDEEMED);
                if (success) {
                    issued("user", "access");
                }
            }
            case "REFRESH_TOKEN" -> refreshed();
            case "TOKEN_EXCHANGE" -> exchanged();
            case "INTROSPECT_TOKEN" -> introspected();
            case "USER_INFO_REQUEST" -> used("userinfo");
            case "VALIDATE_ACCESS_TOKEN" -> used(null);
            case "REVOKE_GRANT" -> revoked();
            case "LOGOUT", "USER_SESSION_DELETED" -> simple(EventTypes.SESSION_ENDED);
            case "GRANT_CONSENT", "UPDATE_CONSENT" -> simple(EventTypes.CONSENT_GRANTED);
            case "CLIENT_REGISTER" -> simple(EventTypes.CLIENT_REGISTERED);
            case "CLIENT_UPDATE" -> simple(EventTypes.CLIENT_UPDATED);
            case "CLIENT_DELETE" -> simple(EventTypes.CLIENT_DISABLED);
            case "USER_DISABLED_BY_PERMANENT_LOCKOUT" -> simple(EventTypes.ACCOUNT_DISABLED);
            default -> {}
        }
    }

    private void simple(String type) throws Unreadable {
        begin(type);
        publish(null);
    }

    /** A login by itself issues no token; in the implicit, hybrid and password flows it does, and names it. */
    private void login() throws Unreadable {
        begin(EventTypes.AUTHORIZE);
        event.set(Field.SUBJECT_TYPE, "user");
        publish(null);
        boolean asked = "password".equals(value("grant_type"));
        if (asked || (success && value("token_id") != null)) {
            issued("user", "access");
        }
    }

    /** @param part of the event for the access token; null if it is the first of the record */
    private void issued(@Nullable String subjectType, @Nullable String part) throws Unreadable {
        begin(EventTypes.TOKEN_ISSUED);
        event.set(Field.SUBJECT_TYPE, subjectType);
        token(Field.TOKEN_ID, value("token_id"));
        event.set(Field.TOKEN_KIND, "access");
        publish(part);
        String refresh = value("refresh_token_id");
        if (success && refresh != null) {
            refreshTokenIssued(refresh, null);
        }
    }

    private void refreshed() throws Unreadable {
        String presented = value("refresh_token_id");
        begin(EventTypes.TOKEN_REFRESHED);
        token(Field.TOKEN_ID, presented);
        event.set(Field.TOKEN_KIND, "refresh");
        publish(null);
        String access = value("token_id");
        if (success && access != null) {
            begin(EventTypes.TOKEN_ISSUED);
            token(Field.TOKEN_ID, access);
            token(Field.PARENT_TOKEN_ID, presented);
            event.set(Field.TOKEN_KIND, "access");
            publish("access");
        }
        String updated = value("updated_refresh_token_id");
        if (success && updated != null) {
            refreshTokenIssued(updated, presented);
        }
    }

    private void refreshTokenIssued(String token, @Nullable String parent) throws Unreadable {
        begin(EventTypes.TOKEN_ISSUED);
        token(Field.TOKEN_ID, token);
        token(Field.PARENT_TOKEN_ID, parent);
        event.set(Field.TOKEN_KIND, "refresh");
        publish("refresh");
    }

    /** Keycloak does not log the id of the subject token. */
    private void exchanged() throws Unreadable {
        begin(EventTypes.TOKEN_EXCHANGED);
        token(Field.TOKEN_ID, value("token_id"));
        event.set(Field.TOKEN_KIND, "access");
        spaced(Field.AUDIENCE, value("audience"));
        event.set(Field.ACTOR, value("impersonator")); // who speaks for the subject
        publish(null);
        String refresh = value("refresh_token_id");
        if (success && refresh != null) {
            refreshTokenIssued(refresh, null);
        }
    }

    /** The client of the event is the resource server that asks, and the address is its own. */
    private void introspected() throws Unreadable {
        begin(EventTypes.TOKEN_INTROSPECTED);
        token(Field.TOKEN_ID, value("token_id"));
        kind(value("token_type"));
        event.set(Field.RESOURCE_SERVER, value("clientId"));
        event.set(Field.CLIENT_ID, value("token_issued_for"));
        event.set(Field.FAMILY_ID, family(value("token_issued_for")));
        event.set(Field.VALIDATION_MODE, "introspection");
        event.set(Field.DENY_REASON, KeycloakWords.denial(value("error")));
        event.set(Field.SRC_IP, (String) null);
        event.set(Field.SRC_PEER_IP, value("ipAddress"));
        publish(null);
    }

    /** These events do not name the token. */
    private void used(@Nullable String endpoint) throws Unreadable {
        begin(EventTypes.TOKEN_VALIDATED);
        event.set(Field.TOKEN_KIND, "access");
        event.set(Field.RESOURCE_SERVER, "keycloak");
        event.set(Field.ENDPOINT_CLASS, endpoint);
        event.set(Field.DENY_REASON, KeycloakWords.denial(value("error")));
        publish(null);
    }

    /**
     * Revoking an access token revokes that one. Revoking a refresh token ends the client's part of the session,
     * which is the family; older releases named only the client then, as the removal of a consent does to this
     * day.
     */
    private void revoked() throws Unreadable {
        String client = value("revoked_client") == null ? value("clientId") : value("revoked_client");
        String access = value("token_id");
        String refresh = value("refresh_token_id");
        begin(EventTypes.TOKEN_REVOKED);
        event.set(Field.CLIENT_ID, client);
        event.set(Field.FAMILY_ID, refresh == null ? null : family(client));
        token(Field.TOKEN_ID, access == null ? refresh : access);
        if (access != null) {
            event.set(Field.TOKEN_KIND, "access");
            event.set(Field.REVOCATION_SCOPE, "token");
        } else if (event.has(Field.FAMILY_ID)) {
            event.set(Field.TOKEN_KIND, "refresh");
            event.set(Field.REVOCATION_SCOPE, "family");
        } else if (success) {
            event.set(Field.REVOCATION_SCOPE, "user_client");
        }
        publish(null);
    }

    /** Starts an event with what all have. */
    private void begin(String type) {
        event.clear();
        event.set(Field.EVENT_TYPE, type);
        event.set(Field.EVENT_TIME, time);
        event.set(Field.EVENT_ID, value("id"));
        event.set(Field.OUTCOME, success ? "success" : "failure");
        event.set(Field.ERROR, KeycloakWords.error(value("error"), value("reason")));
        event.set(Field.REASON, KeycloakWords.reason(value("reason"), value("error")));
        event.set(Field.TENANT, realm());
        event.set(Field.ISSUER, settings.issuer() == null ? null : settings.issuer() + realm());
        event.set(Field.CLIENT_ID, value("clientId"));
        event.set(Field.SUBJECT, value("userId") == null ? value("refresh_token_sub") : value("userId"));
        event.set(Field.SESSION_ID, value("sessionId"));
        event.set(Field.FAMILY_ID, family(value("clientId")));
        event.set(Field.SRC_IP, value("ipAddress"));
        event.set(Field.GRANT_TYPE, value("grant_type"));
        event.set(Field.AUTH_METHOD, KeycloakWords.method(value("client_auth_method")));
        event.set(Field.CORRELATION_ID, value("code_id"));
        String refused = KeycloakWords.refusedScope(value("reason"));
        spaced(success ? Field.SCOPE : Field.REQUESTED_SCOPE, refused == null ? value("scope") : refused);
    }

    private void publish(@Nullable String part) throws Unreadable {
        complete(event, part, buffer, from, length);
        redactor.redact(event);
        sink.accept(event);
        published++;
    }

    /** A jti is unique within the realm; without a known issuer URL the realm's id stands for it. */
    private void token(Field field, @Nullable String jti) {
        if (jti != null) {
            String issuer = event.text(Field.ISSUER);
            event.set(field, redactor.id(issuer == null ? "keycloak:" + value("realmId") : issuer, jti, time));
        }
    }

    private void kind(@Nullable String tokenType) {
        switch (tokenType == null ? "" : tokenType) {
            case "Refresh", "Offline" -> event.set(Field.TOKEN_KIND, "refresh");
            case "ID" -> event.set(Field.TOKEN_KIND, "id");
            case "Bearer", "DPoP" -> {
                event.set(Field.TOKEN_KIND, "access");
                event.set(Field.TOKEN_TYPE, String.valueOf(tokenType).toLowerCase(Locale.ROOT));
            }
            default -> {}
        }
    }

    private @Nullable String realm() {
        return value("realmName") == null ? value("realmId") : value("realmName");
    }

    private @Nullable String family(@Nullable String client) {
        String session = value("sessionId");
        return session == null || client == null ? null : session + '/' + client;
    }

    private void spaced(Field field, @Nullable String texts) {
        if (texts != null) {
            // Cleaned before it is split: a scheme and its token would come apart.
            event.set(field, redactor.clean(texts).trim().split(" +", -1));
        }
    }

    private @Nullable String value(String name) {
        String value = values.get(name);
        return value == null || Absent.is(value) ? null : value;
    }
}
