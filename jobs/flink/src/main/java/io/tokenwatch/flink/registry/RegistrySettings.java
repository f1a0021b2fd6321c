package io.tokenwatch.flink.registry;

import io.tokenwatch.flink.remote.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the Schema Registry. Travels with the job; holds no secret.
 *
 * @param urls base URLs, tried in turn, such as {@code http://registry:8081}
 * @param userInfo where {@code user:password} for basic authentication is found, if the registry asks for it
 * @param patience how long a reader waits for a registry that does not answer before it fails
 * @param options passed on to Confluent's client, such as {@code schema.registry.ssl.truststore.location}
 */
public record RegistrySettings(
        List<String> urls, @Nullable Secret userInfo, Duration patience, Map<String, String> options)
        implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public RegistrySettings {
        urls = List.copyOf(urls);
        options = Map.copyOf(options);
    }

    /** Without authentication, waiting up to 60 s. */
    public static RegistrySettings at(String url) {
        return new RegistrySettings(List.of(url), null, PATIENCE, Map.of());
    }

    public RegistrySettings waiting(Duration longest) {
        return new RegistrySettings(urls, userInfo, longest, options);
    }

    /** Options may hold what must not be printed. */
    @Override
    public String toString() {
        return "Schema Registry at "
                + String.join(", ", urls.stream().map(RegistrySettings::shown).toList());
    }

    private static String shown(String url) {
        return url.replaceFirst("//[^/]*@", "//");
    }
}
