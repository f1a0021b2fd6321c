package io.tokenwatch.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.event.Field;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who and what an alert is about, as far as its key and evidence tell: the field sets of ECS, and {@code oauth}. */
final class EcsIdentity {
    /** All that is looked for. */
    static final List<Field> FIELDS = List.of(
            Field.TOKEN_ID,
            Field.FAMILY_ID,
            Field.TOKEN_KIND,
            Field.TOKEN_TYPE,
            Field.CNF_JKT,
            Field.CNF_X5T,
            Field.GENERATION,
            Field.ISSUED_AT,
            Field.EXPIRES_AT,
            Field.SESSION_ID,
            Field.SCOPE,
            Field.REQUESTED_SCOPE,
            Field.USED_SCOPE,
            Field.SUBJECT,
            Field.CLIENT_ID,
            Field.CLIENT_NAME,
            Field.CLIENT_TYPE,
            Field.CLIENT_OWNER,
            Field.CLIENT_APPROVER,
            Field.CLIENT_PURPOSE,
            Field.CLIENT_ENVIRONMENT,
            Field.GRANT_TYPE,
            Field.ISSUER,
            Field.RESOURCE_SERVER,
            Field.SRC_IP,
            Field.SRC_ASN,
            Field.SRC_COUNTRY,
            Field.USER_AGENT,
            Field.TRACE_ID);

    private EcsIdentity() {}

    static void ecs(JsonGenerator json, Alert alert, EcsRule rule, Shown shown) throws IOException {
        if (!alert.tenant().isEmpty()) {
            EcsAlert.nested(json, "organization", "id", alert.tenant());
        }
        String entity = shown.first(alert.rule().riskEntity());
        if (entity != null && !rule.entityType.isEmpty()) {
            json.writeObjectFieldStart("entity");
            json.writeStringField("id", entity);
            EcsAlert.strings(json, "type", List.of(rule.entityType));
            json.writeEndObject();
        }
        nested(json, "user", "id", shown.only(Field.SUBJECT));
        source(json, shown);
        nested(json, "user_agent", "original", shown.latest(Field.USER_AGENT));
        nested(json, "trace", "id", shown.latest(Field.TRACE_ID));
        json.writeObjectFieldStart("related");
        many(json, "ip", shown.all(Field.SRC_IP));
        many(json, "user", shown.all(Field.SUBJECT));
        List<String> hashes = Stream.of(Field.TOKEN_ID, Field.FAMILY_ID)
                .flatMap(field -> shown.all(field).stream())
                .toList();
        many(json, "hash", hashes);
        json.writeEndObject();
    }

    private static void source(JsonGenerator json, Shown shown) throws IOException {
        String address = shown.latest(Field.SRC_IP);
        String network = shown.latest(Field.SRC_ASN);
        String country = shown.latest(Field.SRC_COUNTRY);
        if (address != null || network != null || country != null) {
            json.writeObjectFieldStart("source");
            field(json, "ip", address);
            if (network != null) {
                json.writeObjectFieldStart("as");
                json.writeNumberField("number", Long.parseLong(network));
                json.writeEndObject();
            }
            if (country != null) {
                json.writeObjectFieldStart("geo");
                json.writeStringField("country_iso_code", country);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    /** The fields of {@code oauth}, but for {@code oauth.alert}. */
    static void oauth(JsonGenerator json, Shown shown) throws IOException {
        many(json, "issuer", shown.all(Field.ISSUER));
        many(json, "resource_server", shown.all(Field.RESOURCE_SERVER));
        field(json, "grant_type", shown.latest(Field.GRANT_TYPE));
        nested(json, "session", "id", shown.latest(Field.SESSION_ID));
        client(json, shown);
        token(json, shown);
        Collection<String> granted = shown.all(Field.SCOPE);
        Collection<String> requested = shown.all(Field.REQUESTED_SCOPE);
        Collection<String> used = shown.all(Field.USED_SCOPE);
        if (!granted.isEmpty() || !requested.isEmpty() || !used.isEmpty()) {
            json.writeObjectFieldStart("scope");
            many(json, "granted", granted);
            many(json, "requested", requested);
            many(json, "used", used);
            json.writeEndObject();
        }
    }

    private static void client(JsonGenerator json, Shown shown) throws IOException {
        Collection<String> ids = shown.all(Field.CLIENT_ID);
        String name = shown.latest(Field.CLIENT_NAME);
        if (ids.isEmpty() && name == null) {
            return;
        }
        json.writeObjectFieldStart("client");
        if (ids.size() == 1) {
            json.writeStringField("id", ids.iterator().next());
        } else {
            many(json, "id", ids);
        }
        field(json, "name", name);
        field(json, "type", shown.latest(Field.CLIENT_TYPE));
        field(json, "owner", shown.latest(Field.CLIENT_OWNER));
        field(json, "approver", shown.latest(Field.CLIENT_APPROVER));
        field(json, "purpose", shown.latest(Field.CLIENT_PURPOSE));
        field(json, "environment", shown.latest(Field.CLIENT_ENVIRONMENT));
        json.writeEndObject();
    }

    private static void token(JsonGenerator json, Shown shown) throws IOException {
        Collection<String> hashes = shown.all(Field.TOKEN_ID);
        Collection<String> families = shown.all(Field.FAMILY_ID);
        if (hashes.isEmpty() && families.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("token");
        many(json, "hash", hashes);
        many(json, "family_hash", families);
        field(json, "kind", shown.latest(Field.TOKEN_KIND));
        String generation = shown.latest(Field.GENERATION);
        if (generation != null) {
            json.writeNumberField("generation", Long.parseLong(generation));
        }
        time(json, "issued_at", shown.latest(Field.ISSUED_AT));
        time(json, "expires_at", shown.latest(Field.EXPIRES_AT));
        field(json, "binding", binding(shown));
        json.writeEndObject();
    }

    /** What the token is bound to (RFC 9449, RFC 8705). */
    private static @Nullable String binding(Shown shown) {
        return shown.latest(Field.CNF_JKT) != null
                ? "dpop"
                : shown.latest(Field.CNF_X5T) != null ? "mtls" : shown.latest(Field.TOKEN_TYPE);
    }

    private static void time(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, Iso.text(Long.parseLong(value)));
        }
    }

    private static void field(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static void nested(JsonGenerator json, String outer, String inner, @Nullable String value)
            throws IOException {
        if (value != null) {
            EcsAlert.nested(json, outer, inner, value);
        }
    }

    private static void many(JsonGenerator json, String name, Collection<String> values) throws IOException {
        if (!values.isEmpty()) {
            EcsAlert.strings(json, name, values);
        }
    }
}
