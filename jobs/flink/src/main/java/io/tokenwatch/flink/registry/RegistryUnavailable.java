package io.tokenwatch.flink.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not answer for as long as its user was willing to wait, or refuses to serve this user. */
public final class RegistryUnavailable extends RuntimeException {
    RegistryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
