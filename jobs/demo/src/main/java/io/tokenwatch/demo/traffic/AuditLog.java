package io.tokenwatch.demo.traffic;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Writes what happens as canonical events, in order of event time. */
final class AuditLog {
    private final Ids ids;
    private final Dice dice;
    private final Details details;
    private final Queue<Emission> written = new ArrayDeque<>();

    AuditLog(Ids ids, Dice dice, Details details) {
        this.ids = ids;
        this.dice = dice;
        this.details = details;
    }

    /** What was written and not yet taken. */
    Queue<Emission> written() {
        return written;
    }

    /** The grant's current token was issued. */
    Emission issued(long at, Grant grant, Origin from, String grantType) {
        TokenEvent event = event(at, "token.issued", "success", grant.client, from);
        describe(event, grant, grant.token());
        event.set(Field.GRANT_TYPE, grantType);
        event.set(Field.AUTH_METHOD, grant.client.authMethod);
        event.set(Field.REQUESTED_SCOPE, grant.scopes.toArray(String[]::new));
        details.issuance(event);
        if (grantType.equals("refresh_token")) {
            event.set(Field.PARENT_TOKEN_ID, grant.refreshTokenId);
        }
        return write(event);
    }

    Emission issueRefused(long at, Client client, Origin from, String error) {
        TokenEvent event = event(at, "token.issued", "failure", client, from);
        event.set(Field.GRANT_TYPE, client.interactive ? "authorization_code" : "client_credentials");
        event.set(Field.AUTH_METHOD, client.authMethod);
        event.set(Field.REQUESTED_SCOPE, client.scopes.toArray(String[]::new));
        event.set(Field.ERROR, error);
        return write(event);
    }

    /** The refresh token was presented and replaced; the generation is that of the new one. */
    Emission refreshed(long at, Grant grant, String presented, Origin from) {
        TokenEvent event = event(at, "token.refreshed", "success", grant.client, from);
        identify(event, grant);
        event.set(Field.TOKEN_ID, presented);
        event.set(Field.TOKEN_KIND, "refresh");
        event.set(Field.GENERATION, grant.generation);
        event.set(Field.GRANT_TYPE, "refresh_token");
        event.set(Field.AUTH_METHOD, grant.client.authMethod);
        event.set(Field.SCOPE, grant.scopes.toArray(String[]::new));
        details.issuance(event);
        return write(event);
    }

    /** The refresh token was presented, and not taken. */
    Emission refreshRefused(long at, Grant grant, String presented, Origin from) {
        TokenEvent event = event(at, "token.refreshed", "failure", grant.client, from);
        identify(event, grant);
        event.set(Field.TOKEN_ID, presented);
        event.set(Field.TOKEN_KIND, "refresh");
        event.set(Field.GRANT_TYPE, "refresh_token");
        event.set(Field.AUTH_METHOD, grant.client.authMethod);
        event.set(Field.ERROR, "invalid_grant");
        return write(event);
    }

    /** The authorization code was presented. */
    Emission codeRedeemed(long at, Grant grant, String code, Origin from, String outcome) {
        TokenEvent event = event(at, "code.redeemed", outcome, grant.client, from);
        event.set(Field.SUBJECT, grant.subject());
        event.set(Field.TOKEN_ID, code);
        event.set(Field.TOKEN_KIND, "code");
        event.set(Field.GRANT_TYPE, "authorization_code");
        if (outcome.equals("failure")) {
            event.set(Field.ERROR, "invalid_grant");
        }
        return write(event);
    }

    /** A resource server accepted the token. */
    Emission validated(long at, Grant grant, Origin from) {
        TokenEvent event = validation(at, grant, from, "success");
        details.use(event, grant);
        return write(event);
    }

    /** A resource server turned the token down. */
    Emission denied(long at, Grant grant, Origin from, String reason) {
        TokenEvent event = validation(at, grant, from, "failure");
        event.set(Field.DENY_REASON, reason);
        event.set(Field.ERROR, reason.equals("insufficient_scope") ? reason : "invalid_token");
        return write(event);
    }

    /** The revocation names the one grant as far as its scope reaches. */
    Emission revoked(long at, RevocationScope scope, Grant grant, String reason, String outcome) {
        TokenEvent event = event(at, "token.revoked", outcome, grant.client.tenant);
        scope.key(grant).forEach((name, value) -> event.set(Field.of(name).orElseThrow(), value));
        switch (scope) {
            case TOKEN, FAMILY -> {
                event.set(Field.CLIENT_ID, grant.client.id);
                event.set(Field.SUBJECT, grant.subject());
            }
            case SESSION -> event.set(Field.SUBJECT, grant.subject());
            case USER_CLIENT, SUBJECT, CLIENT -> {}
        }
        if (scope == RevocationScope.TOKEN) {
            event.set(Field.TOKEN_KIND, "access");
        }
        event.set(Field.REVOCATION_SCOPE, scope.fieldValue());
        event.set(Field.REVOKED_AT, at);
        event.set(Field.REASON, reason);
        event.set(Field.INITIATOR, reason.equals("logout") ? grant.subject() : "security-desk");
        return write(event);
    }

    /** Something about the client itself, such as {@code client.registered}. */
    Emission administered(long at, String eventType, Client client) {
        TokenEvent event = event(at, eventType, "success", client.tenant);
        event.set(Field.CLIENT_ID, client.id);
        event.set(Field.CLIENT_TYPE, client.isPublic() ? "public" : "confidential");
        event.set(Field.INITIATOR, "platform-team");
        return write(event);
    }

    /** The client and the scope that it may have are entered, with everything that governance asks. */
    Emission registered(long at, Client client, List<String> scopes) {
        Emission emission = administered(at, "client.registered", client);
        emission.event.set(Field.CLIENT_REGISTERED_SCOPE, scopes.toArray(String[]::new));
        return govern(emission, client);
    }

    /** As {@link #registered}, in a registry that knows no scopes. */
    Emission entered(long at, Client client) {
        return govern(administered(at, "client.registered", client), client);
    }

    private static Emission govern(Emission emission, Client client) {
        emission.event.set(Field.CLIENT_OWNER, "team-" + client.tenant.name());
        emission.event.set(Field.CLIENT_APPROVER, "security-desk");
        emission.event.set(Field.CLIENT_PURPOSE, "The work of " + client.id);
        return emission;
    }

    /** The user was asked, and said yes or no. */
    Emission consent(long at, Grant grant, boolean granted) {
        TokenEvent event = event(at, granted ? "consent.granted" : "consent.denied", "success", grant.client.tenant);
        event.set(Field.CLIENT_ID, grant.client.id);
        event.set(Field.SUBJECT, grant.subject());
        event.set(Field.SCOPE, grant.scopes.toArray(String[]::new));
        event.set(Field.SESSION_ID, grant.sessionId);
        return write(event);
    }

    /** The tenant's signing key is there for all to fetch. */
    Emission keyPublished(long at, Tenant tenant) {
        TokenEvent event = event(at, "key.published", "success", tenant);
        event.set(Field.KID, kid(tenant));
        event.set(Field.ALG, "RS256");
        return write(event);
    }

    private static String kid(Tenant tenant) {
        return tenant.name() + "-2026-1";
    }

    private TokenEvent validation(long at, Grant grant, Origin from, String outcome) {
        TokenEvent event = event(at, "token.validated", outcome, grant.client, from);
        describe(event, grant, grant.token());
        event.set(Field.RESOURCE_SERVER, dice.pick(grant.client.resourceServers));
        double mode = dice.unit();
        event.set(Field.VALIDATION_MODE, mode < 0.6 ? "local" : mode < 0.85 ? "introspection" : "cache");
        if (mode >= 0.85) {
            event.set(Field.CACHE_AGE_S, dice.between(1, 25));
        }
        event.set(Field.DURATION_MS, mode < 0.6 || mode >= 0.85 ? dice.between(0, 3) : dice.between(4, 60));
        return event;
    }

    private static void describe(TokenEvent event, Grant grant, Grant.Token token) {
        identify(event, grant);
        event.set(Field.TOKEN_ID, token.id());
        event.set(Field.TOKEN_KIND, "access");
        event.set(Field.ISSUED_AT, token.issuedAt());
        event.set(Field.EXPIRES_AT, token.expiresAt());
        event.set(Field.KID, kid(grant.client.tenant));
        event.set(Field.ALG, "RS256");
        event.set(Field.SCOPE, grant.scopes.toArray(String[]::new));
        event.set(Field.AUDIENCE, grant.client.resourceServers.toArray(String[]::new));
        if (grant.familyId != null) {
            event.set(Field.GENERATION, grant.generation);
        }
    }

    private static void identify(TokenEvent event, Grant grant) {
        event.set(Field.SUBJECT, grant.subject());
        event.set(Field.SUBJECT_TYPE, grant.user == null ? "workload" : "user");
        event.set(Field.SESSION_ID, grant.sessionId);
        event.set(Field.FAMILY_ID, grant.familyId);
        event.set(Field.TOKEN_TYPE, "bearer");
    }

    private TokenEvent event(long at, String type, String outcome, Client client, Origin from) {
        TokenEvent event = event(at, type, outcome, client.tenant);
        event.set(Field.CLIENT_ID, client.id);
        event.set(Field.CLIENT_TYPE, client.isPublic() ? "public" : "confidential");
        event.set(Field.SRC_IP, from.ip());
        event.set(Field.SRC_ASN, from.network().asn());
        event.set(Field.SRC_AS_TYPE, from.network().asType());
        event.set(Field.SRC_COUNTRY, from.network().country());
        event.set(Field.USER_AGENT, from.agent().header());
        event.set(Field.UA_FAMILY, from.agent().product());
        return event;
    }

    private TokenEvent event(long at, String type, String outcome, Tenant tenant) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_ID, ids.event());
        event.set(Field.EVENT_TYPE, type);
        event.set(Field.OUTCOME, outcome);
        event.set(Field.EVENT_TIME, at);
        event.set(Field.TENANT, tenant.name());
        event.set(Field.ISSUER, tenant.issuer());
        String feed = type.equals("token.validated") ? "resource-servers" : "authorization-server";
        event.set(Field.SOURCE, tenant.name() + "-" + feed);
        details.request(event);
        return event;
    }

    private Emission write(TokenEvent event) {
        Emission emission = new Emission(event);
        written.add(emission);
        return emission;
    }
}
