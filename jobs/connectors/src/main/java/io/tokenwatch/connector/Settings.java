package io.tokenwatch.connector;

import io.tokenwatch.connector.redact.TokenKeys;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a reader must be told because the records do not say it.
 *
 * @param keys hash raw tokens
 * @param tenant of records that name none
 * @param source of records that name none; null for the connector's format
 * @param zone of local times in a log without zone
 * @param issuer where the tokens come from; null if unknown. For products with several issuers on one server, such as
 *     Keycloak's realms, the part of the URL that they share ({@code https://sso.example.org/realms/})
 * @param latest an event after this instant (milliseconds since the epoch) is unreadable: a replay sets 24 h after
 * its start
 */
public record Settings(
        TokenKeys keys,
        String tenant,
        @Nullable String source,
        ZoneId zone,
        @Nullable String issuer,
        long latest) {
    /** Tenant "default", UTC, issuer unknown, any time. */
    public static Settings of(TokenKeys keys) {
        return new Settings(keys, "default", null, ZoneOffset.UTC, null, Long.MAX_VALUE);
    }

    public Settings withTenant(String name) {
        return new Settings(keys, name, source, zone, issuer, latest);
    }

    public Settings withSource(String name) {
        return new Settings(keys, tenant, name, zone, issuer, latest);
    }

    public Settings withZone(ZoneId local) {
        return new Settings(keys, tenant, source, local, issuer, latest);
    }

    public Settings withIssuer(String url) {
        return new Settings(keys, tenant, source, zone, url, latest);
    }

    public Settings withLatest(long time) {
        return new Settings(keys, tenant, source, zone, issuer, time);
    }
}
