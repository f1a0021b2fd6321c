package io.tokenwatch.console.access;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whose documents somebody may see.
 *
 * @param all every tenant, and what belongs to none
 * @param names else these; with none, nothing at all is seen
 */
public record Tenants(boolean all, Set<String> names) {
    public Tenants {
        names = Set.copyOf(new TreeSet<>(names));
    }

    public static Tenants everyone() {
        return new Tenants(true, Set.of());
    }

    public static Tenants of(Set<String> names) {
        return new Tenants(false, names);
    }

    public boolean include(String tenant) {
        return all || names.contains(tenant);
    }
}
