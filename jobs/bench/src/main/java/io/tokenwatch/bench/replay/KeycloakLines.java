package io.tokenwatch.bench.replay;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes events as Keycloak's jboss-logging listener does, each on a line, quoted. */
final class KeycloakLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Map<String, String> TYPES = Map.of(
            "token.issued", "CODE_TO_TOKEN",
            "token.refreshed", "REFRESH_TOKEN",
            "token.validated", "INTROSPECT_TOKEN",
            "token.introspected", "INTROSPECT_TOKEN",
            "token.revoked", "REVOKE_GRANT",
            "session.ended", "LOGOUT",
            "client.registered", "CLIENT_REGISTER");

    private KeycloakLines() {}

    /** Empty if Keycloak has no such event. */
    static String of(TokenEvent event) {
        String type = TYPES.get(Objects.requireNonNullElse(event.text(Field.EVENT_TYPE), ""));
        if (type == null) {
            return "";
        }
        boolean failed = "failure".equals(event.text(Field.OUTCOME));
        StringBuilder line = new StringBuilder(400)
                .append(TIME.format(Instant.ofEpochMilli(event.eventTime())))
                .append(failed ? " WARN " : " DEBUG")
                .append(" [org.keycloak.events] (executor-thread-1) type=\"")
                .append(failed ? type + "_ERROR" : type)
                .append('"');
        add(line, "realmId", event.text(Field.TENANT));
        add(line, "realmName", event.text(Field.TENANT));
        add(line, "clientId", event.text(Field.CLIENT_ID));
        add(line, "userId", event.text(Field.SUBJECT));
        add(line, "sessionId", event.text(Field.SESSION_ID));
        add(line, "ipAddress", event.text(Field.SRC_IP));
        add(line, "error", event.text(Field.ERROR));
        add(line, type.equals("REFRESH_TOKEN") ? "refresh_token_id" : "token_id", event.text(Field.TOKEN_ID));
        add(line, "grant_type", event.text(Field.GRANT_TYPE));
        String[] scope = event.texts(Field.SCOPE);
        add(line, "scope", scope == null ? null : String.join(" ", scope));
        add(line, "client_auth_method", event.text(Field.AUTH_METHOD));
        return line.toString();
    }

    private static void add(StringBuilder line, String name, @Nullable String value) {
        if (value != null) {
            line.append(", ").append(name).append("=\"").append(value).append('"');
        }
    }
}
