package io.tokenwatch.indicator;

import java.io.Serial;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which clients and resource servers are counted by name; the rest is {@code other}, so that nobody can fill the index with names.
 *
 * @param clients their ids; {@code *} for each
 * @param resourceServers their names; {@code *} for each
 */
public record Dimensions(Set<String> clients, Set<String> resourceServers) implements Serializable {
    public static final String OTHER = "other";
    public static final String EACH = "*";
    /** No client, each resource server: clients name themselves, resource servers are named by whoever runs them. */
    public static final Dimensions DEFAULT = new Dimensions(Set.of(), Set.of(EACH));

    @Serial
    private static final long serialVersionUID = 1L;

    String client(@Nullable String id) {
        return named(id, clients);
    }

    public String resourceServer(@Nullable String name) {
        return named(name, resourceServers);
    }

    private static String named(@Nullable String name, Set<String> known) {
        return name != null && (known.contains(name) || known.contains(EACH)) ? name : OTHER;
    }
}
