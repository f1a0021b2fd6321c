package io.tokenwatch.console.access;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider, and what its claims mean here.
 *
 * @param secret of this client; null for a public client, which PKCE protects alone
 * @param callback this console's own URL with the path {@code /sign-in/callback}
 * @param rolesClaim claim of the ID token whose values are looked up in {@code roles}
 * @param roles who has none of these values gets no access; with several the highest role counts
 * @param tenantsClaim claim that lists the tenants somebody may see
 * @param everyTenant value of that claim that stands for all tenants
 */
public record OpenIdSettings(
        URI issuer,
        String clientId,
        @Nullable Supplier<String> secret,
        URI callback,
        String rolesClaim,
        Map<String, Role> roles,
        String tenantsClaim,
        String everyTenant,
        Set<String> scopes) {}
