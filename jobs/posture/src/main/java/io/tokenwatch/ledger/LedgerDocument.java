package io.tokenwatch.ledger;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.ledger.GrantRef.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A grant as the template {@code tokenwatch-ledger} has it. */
final class LedgerDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private LedgerDocument() {}

    /** UTF-8 JSON. */
    static byte[] of(GrantRef ref, Grant grant, Standing standing, LedgerPolicy policy) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            time(json, "@timestamp", grant.at(Moment.LATEST));
            if (!ref.tenant().isEmpty()) {
                json.writeObjectFieldStart("organization");
                json.writeStringField("id", ref.tenant());
                json.writeEndObject();
            }
            if (grant.text(Attribute.SUBJECT) != null) {
                json.writeObjectFieldStart("user");
                text(json, "id", grant.text(Attribute.SUBJECT));
                json.writeEndObject();
            }
            json.writeObjectFieldStart("oauth");
            text(json, "issuer", grant.text(Attribute.ISSUER));
            client(json, grant);
            token(json, ref, grant);
            scope(json, grant, policy);
            grant(json, ref, grant, standing, policy);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return out.toByteArray();
    }

    private static void client(JsonGenerator json, Grant grant) throws IOException {
        json.writeObjectFieldStart("client");
        text(json, "id", grant.text(Attribute.CLIENT));
        text(json, "owner", grant.text(Attribute.OWNER));
        text(json, "approver", grant.text(Attribute.APPROVER));
        text(json, "purpose", grant.text(Attribute.PURPOSE));
        json.writeEndObject();
    }

    private static void token(JsonGenerator json, GrantRef ref, Grant grant) throws IOException {
        json.writeObjectFieldStart("token");
        json.writeStringField(ref.kind() == Kind.FAMILY ? "family_hash" : "hash", ref.id());
        text(json, "binding", grant.text(Attribute.BINDING));
        number(json, "generation", grant.at(Moment.GENERATION));
        json.writeEndObject();
    }

    private static void scope(JsonGenerator json, Grant grant, LedgerPolicy policy) throws IOException {
        json.writeObjectFieldStart("scope");
        Collection<String> granted = grant.granted().all();
        texts(json, "granted", granted);
        texts(json, "used", grant.used().all());
        texts(json, "unused", Standing.unused(grant));
        texts(
                json,
                "high_privilege",
                granted.stream().filter(policy::isHighPrivilege).toList());
        json.writeEndObject();
    }

    private static void grant(JsonGenerator json, GrantRef ref, Grant grant, Standing standing, LedgerPolicy policy)
            throws IOException {
        long issued = grant.at(Moment.ISSUED);
        long expires = grant.at(Moment.EXPIRES);
        json.writeObjectFieldStart("grant");
        json.writeStringField("id", ref.key().hex());
        json.writeStringField("kind", ref.kind().word());
        json.writeStringField("state", standing.state().word());
        time(json, "state_since", standing.since());
        text(json, "type", grant.text(Attribute.GRANT_TYPE));
        text(json, "subject_type", grant.text(Attribute.SUBJECT_TYPE));
        time(json, "issued", issued);
        time(json, "first_used", grant.at(Moment.FIRST_USED));
        time(json, "last_used", grant.at(Moment.LAST_USED));
        json.writeNumberField("uses", grant.uses());
        texts(json, "networks", grant.networks().all());
        time(json, "expires", expires);
        if (issued != Grant.ABSENT && expires != Grant.ABSENT) {
            json.writeNumberField("lifetime_s", Math.max(0, expires - issued) / 1000);
        }
        if (grant.has(Moment.TOKEN_LIFE)) {
            json.writeNumberField("token_lifetime_s", grant.at(Moment.TOKEN_LIFE) / 1000);
        }
        time(json, "reauthorize_by", issued == Grant.ABSENT ? issued : issued + policy.reauthorizeAfter());
        Revocation revocation = standing.revocation();
        if (revocation != null) {
            revocation(json, revocation, standing);
        }
        json.writeObjectFieldStart("alerts");
        json.writeNumberField("open", standing.openAlerts());
        texts(
                json,
                "ids",
                grant.alerts().entrySet().stream()
                        .filter(alert -> alert.getValue().open())
                        .map(Map.Entry::getKey)
                        .toList());
        json.writeEndObject();
        json.writeNumberField("risk", Math.round(standing.risk() * 10) / 10.0);
        texts(json, "gaps", standing.gaps());
        texts(json, "truncated", grant.truncated());
        json.writeEndObject();
    }

    private static void revocation(JsonGenerator json, Revocation revocation, Standing standing) throws IOException {
        long lag = standing.lags().values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<String> after = standing.lags().entrySet().stream()
                .filter(each -> each.getValue() > 0 && !each.getKey().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        json.writeObjectFieldStart("revocation");
        json.writeStringField("path", revocation.path());
        text(json, "owner", revocation.owner());
        text(json, "reason", revocation.reason());
        time(json, "requested", revocation.requested());
        time(json, "effective", revocation.effective());
        time(json, "last_seen_after", lag > 0 ? revocation.effective() + lag : Grant.ABSENT);
        json.writeNumberField("lag_ms", lag);
        texts(json, "resource_servers", after);
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty()) {
            json.writeStringField(name, text);
        }
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    private static void time(JsonGenerator json, String name, long millis) throws IOException {
        if (millis != Grant.ABSENT) {
            json.writeStringField(name, Iso.text(millis));
        }
    }

    private static void number(JsonGenerator json, String name, long number) throws IOException {
        if (number != Grant.ABSENT) {
            json.writeNumberField(name, number);
        }
    }
}
