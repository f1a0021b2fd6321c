package io.tokenwatch.ledger;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.keyed.Key;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an event says of grants. */
public final class EntryReader {
    /** They end with the request or the session: no grant. */
    private static final Set<String> NO_GRANT = Set.of("id", "code", "session");

    private final LedgerPolicy policy;

    public EntryReader(LedgerPolicy policy) {
        this.policy = policy;
    }

    /** Hands out what the event adds, perhaps nothing. */
    public void read(TokenEvent event, Consumer<Entry> out) {
        String type = event.text(Field.EVENT_TYPE);
        if (type == null || !"success".equals(event.text(Field.OUTCOME))) {
            return;
        }
        switch (type) {
            case "token.issued", "token.exchanged", "token.refreshed" -> issued(event, out);
            case "token.validated", "token.introspected" -> used(event, out);
            case "token.revoked" -> revoked(event, scope(event), out);
            case "consent.revoked" -> revoked(event, "user_client", out);
            case "client.registered", "client.updated", "owner.changed" ->
                tied(event, null, client(event), registration(event), out);
            case "client.disabled" -> tied(event, null, client(event), suspension(event), out);
            case "account.disabled" -> tied(event, null, subject(event), suspension(event), out);
            default -> {}
        }
    }

    private void issued(TokenEvent event, Consumer<Entry> out) {
        String kind = event.text(Field.TOKEN_KIND);
        String family = event.text(Field.FAMILY_ID);
        String token = event.text(Field.TOKEN_ID);
        if ((kind != null && NO_GRANT.contains(kind)) || (family == null && token == null)) {
            return;
        }
        GrantRef grant = ref(tenant(event), family, token);
        long time = event.eventTime();
        long expires = event.number(Field.EXPIRES_AT);
        Grant fragment = registration(event);
        describe(fragment, event);
        fragment.say(Attribute.GRANT_TYPE, event.text(Field.GRANT_TYPE), time);
        fragment.say(Attribute.BINDING, binding(event), time);
        fragment.say(Moment.ISSUED, time);
        fragment.say(Moment.LAST_ISSUED, time);
        fragment.say(Moment.GENERATION, event.number(Field.GENERATION));
        if ("refresh".equals(kind)) {
            fragment.say(Moment.RENEWABLE_UNTIL, expires);
        }
        long began = event.has(Field.ISSUED_AT) ? event.number(Field.ISSUED_AT) : time;
        fragment.say(Moment.TOKEN_LIFE, expires == TokenEvent.ABSENT ? Grant.ABSENT : Math.max(0, expires - began));
        for (String scope : texts(event, Field.SCOPE)) {
            fragment.granted().add(scope);
        }
        out.accept(new Entry.Fact(grant, fragment));
        long known = Math.max(time, expires);
        if (token != null) {
            long until = expires == TokenEvent.ABSENT ? time + policy.keep() : known;
            out.accept(new Entry.Link(tokenTie(tenant(event), token), grant, until));
        }
        long until = known + policy.dormantAfter();
        link(session(event), grant, until, out);
        link(subjectAtClient(event), grant, until, out);
        link(subject(event), grant, until, out);
        link(client(event), grant, until, out);
    }

    private static void link(@Nullable Key tie, GrantRef grant, long until, Consumer<Entry> out) {
        if (tie != null) {
            out.accept(new Entry.Link(tie, grant, until));
        }
    }

    private static void used(TokenEvent event, Consumer<Entry> out) {
        String token = event.text(Field.TOKEN_ID);
        String server = event.text(Field.RESOURCE_SERVER);
        long time = event.eventTime();
        Grant fragment = registration(event);
        describe(fragment, event);
        fragment.say(Moment.FIRST_USED, time);
        fragment.say(Moment.LAST_USED, time);
        fragment.use();
        for (String scope : texts(event, Field.USED_SCOPE)) {
            fragment.used().add(scope);
        }
        String network = Network.of(event);
        if (network != null) {
            fragment.networks().add(network);
        }
        fragment.acceptances().add(new Acceptance(token == null ? "" : token, server == null ? "" : server), time);
        ofToken(event, token, true, fragment, out);
    }

    /**
     * To the family if the event names one; else to whatever the token is tied to.
     *
     * @param lives whether the event shows that there is such a token
     */
    private static void ofToken(
            TokenEvent event, @Nullable String token, boolean lives, Grant fragment, Consumer<Entry> out) {
        String family = event.text(Field.FAMILY_ID);
        if (family != null) {
            out.accept(new Entry.Fact(GrantRef.family(tenant(event), family), fragment));
        } else if (token != null) {
            GrantRef self = lives ? GrantRef.token(tenant(event), token) : null;
            tied(event, self, tokenTie(tenant(event), token), fragment, out);
        }
    }

    private static void revoked(TokenEvent event, String path, Consumer<Entry> out) {
        String token = event.text(Field.TOKEN_ID);
        boolean access = path.equals("token") && !"refresh".equals(event.text(Field.TOKEN_KIND));
        Grant fragment = new Grant();
        fragment.say(Moment.LATEST, event.eventTime());
        fragment.revoked(new Revocation(
                path,
                access && token != null ? token : "",
                orEmpty(event.text(Field.INITIATOR)),
                orEmpty(event.text(Field.REASON)),
                event.eventTime(),
                event.has(Field.REVOKED_AT) ? event.number(Field.REVOKED_AT) : event.eventTime()));
        switch (path) {
            case "token" -> ofToken(event, token, false, fragment, out);
            case "family" -> ofToken(event, null, false, fragment, out);
            case "session" -> tied(event, null, session(event), fragment, out);
            case "user_client" -> tied(event, null, subjectAtClient(event), fragment, out);
            case "subject" -> tied(event, null, subject(event), fragment, out);
            case "client" -> tied(event, null, client(event), fragment, out);
            default -> {}
        }
    }

    /** As the event says, else the narrowest that it names. */
    private static String scope(TokenEvent event) {
        String scope = event.text(Field.REVOCATION_SCOPE);
        return scope != null
                ? scope
                : event.has(Field.TOKEN_ID)
                        ? "token"
                        : event.has(Field.FAMILY_ID)
                                ? "family"
                                : event.has(Field.SESSION_ID)
                                        ? "session"
                                        : !event.has(Field.SUBJECT)
                                                ? "client"
                                                : event.has(Field.CLIENT_ID) ? "user_client" : "subject";
    }

    private static void tied(
            TokenEvent event, @Nullable GrantRef self, @Nullable Key tie, Grant fragment, Consumer<Entry> out) {
        if (tie != null) {
            out.accept(new Entry.Tied(tie, self, event.eventTime(), fragment));
        }
    }

    private static void describe(Grant fragment, TokenEvent event) {
        long time = event.eventTime();
        fragment.say(Attribute.ISSUER, event.text(Field.ISSUER), time);
        fragment.say(Attribute.CLIENT, event.text(Field.CLIENT_ID), time);
        fragment.say(Attribute.SUBJECT, event.text(Field.SUBJECT), time);
        fragment.say(Attribute.SUBJECT_TYPE, event.text(Field.SUBJECT_TYPE), time);
        fragment.say(Moment.EXPIRES, event.number(Field.EXPIRES_AT));
    }

    private static Grant registration(TokenEvent event) {
        long time = event.eventTime();
        Grant fragment = new Grant();
        fragment.say(Attribute.OWNER, event.text(Field.CLIENT_OWNER), time);
        fragment.say(Attribute.APPROVER, event.text(Field.CLIENT_APPROVER), time);
        fragment.say(Attribute.PURPOSE, event.text(Field.CLIENT_PURPOSE), time);
        fragment.say(Moment.LATEST, time);
        return fragment;
    }

    private static Grant suspension(TokenEvent event) {
        Grant fragment = new Grant();
        fragment.say(Moment.SUSPENDED, event.eventTime());
        fragment.say(Moment.LATEST, event.eventTime());
        return fragment;
    }

    private static @Nullable String binding(TokenEvent event) {
        String type = event.text(Field.TOKEN_TYPE);
        return event.has(Field.CNF_JKT) || "dpop".equalsIgnoreCase(type)
                ? "dpop"
                : event.has(Field.CNF_X5T) || "mtls".equalsIgnoreCase(type)
                        ? "mtls"
                        : "bearer".equalsIgnoreCase(type) ? "none" : null;
    }

    private static GrantRef ref(String tenant, @Nullable String family, @Nullable String token) {
        return family != null ? GrantRef.family(tenant, family) : GrantRef.token(tenant, orEmpty(token));
    }

    static Key tokenTie(String tenant, String token) {
        return Key.of("tie", "token", tenant, token);
    }

    private static @Nullable Key session(TokenEvent event) {
        return tie(event, "session", Field.SESSION_ID);
    }

    private static @Nullable Key subject(TokenEvent event) {
        return tie(event, "subject", Field.SUBJECT);
    }

    private static @Nullable Key client(TokenEvent event) {
        return tie(event, "client", Field.CLIENT_ID);
    }

    private static @Nullable Key tie(TokenEvent event, String what, Field field) {
        String value = event.text(field);
        return value == null ? null : Key.of("tie", what, tenant(event), value);
    }

    private static @Nullable Key subjectAtClient(TokenEvent event) {
        String subject = event.text(Field.SUBJECT);
        String client = event.text(Field.CLIENT_ID);
        return subject == null || client == null ? null : Key.of("tie", "user_client", tenant(event), subject, client);
    }

    private static String tenant(TokenEvent event) {
        return orEmpty(event.text(Field.TENANT));
    }

    private static String[] texts(TokenEvent event, Field field) {
        String[] texts = event.texts(field);
        return texts == null ? new String[0] : texts;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
