package io.tokenwatch.connector;

import java.util.Set;

/** The values of {@code event_type}: what the canonical event can be about. */
public final class EventTypes {
    public static final String TOKEN_ISSUED = "token.issued";
    public static final String TOKEN_REFRESHED = "token.refreshed";
    public static final String TOKEN_EXCHANGED = "token.exchanged";
    public static final String TOKEN_VALIDATED = "token.validated";
    public static final String TOKEN_INTROSPECTED = "token.introspected";
    public static final String TOKEN_REVOKED = "token.revoked";
    public static final String CODE_ISSUED = "code.issued";
    public static final String CODE_REDEEMED = "code.redeemed";
    public static final String AUTHORIZE = "authorize";
    public static final String DEVICE_AUTHORIZED = "device.authorized";
    public static final String DEVICE_REDEEMED = "device.redeemed";
    public static final String CONSENT_GRANTED = "consent.granted";
    public static final String CONSENT_DENIED = "consent.denied";
    public static final String CONSENT_REVOKED = "consent.revoked";
    public static final String SESSION_ENDED = "session.ended";
    public static final String CLIENT_REGISTERED = "client.registered";
    public static final String CLIENT_UPDATED = "client.updated";
    public static final String CLIENT_DISABLED = "client.disabled";
    public static final String CREDENTIAL_ADDED = "credential.added";
    public static final String CREDENTIAL_REMOVED = "credential.removed";
    public static final String CREDENTIAL_READ = "credential.read";
    public static final String CREDENTIAL_ROTATED = "credential.rotated";
    public static final String OWNER_CHANGED = "owner.changed";
    public static final String REDIRECT_URI_CHANGED = "redirect_uri.changed";
    public static final String KEY_PUBLISHED = "key.published";
    public static final String KEY_ACTIVATED = "key.activated";
    public static final String KEY_RETIRED = "key.retired";
    public static final String ACCOUNT_DISABLED = "account.disabled";
    /** A shared signal (CAEP, RISC). */
    public static final String RISK_SIGNAL = "risk.signal";

    public static final Set<String> ALL = Set.of(
            TOKEN_ISSUED,
            TOKEN_REFRESHED,
            TOKEN_EXCHANGED,
            TOKEN_VALIDATED,
            TOKEN_INTROSPECTED,
            TOKEN_REVOKED,
            CODE_ISSUED,
            CODE_REDEEMED,
            AUTHORIZE,
            DEVICE_AUTHORIZED,
            DEVICE_REDEEMED,
            CONSENT_GRANTED,
            CONSENT_DENIED,
            CONSENT_REVOKED,
            SESSION_ENDED,
            CLIENT_REGISTERED,
            CLIENT_UPDATED,
            CLIENT_DISABLED,
            CREDENTIAL_ADDED,
            CREDENTIAL_REMOVED,
            CREDENTIAL_READ,
            CREDENTIAL_ROTATED,
            OWNER_CHANGED,
            REDIRECT_URI_CHANGED,
            KEY_PUBLISHED,
            KEY_ACTIVATED,
            KEY_RETIRED,
            ACCOUNT_DISABLED,
            RISK_SIGNAL);

    private EventTypes() {}
}
