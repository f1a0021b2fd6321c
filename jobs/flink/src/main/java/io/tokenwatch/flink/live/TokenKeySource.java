package io.tokenwatch.flink.live;

import io.tokenwatch.connector.EventGuard;
import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.connector.redact.TokenKeys;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys that hash tokens are found. Travels with the job; the keys do not: they are read where they are used.
 *
 * @param file the key file; null for the environment variable {@value TokenKeys#VARIABLE}
 */
public record TokenKeySource(@Nullable String file) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    public static TokenKeySource environment() {
        return new TokenKeySource(null);
    }

    public static TokenKeySource of(Path file) {
        return new TokenKeySource(file.toAbsolutePath().toString());
    }

    /**
     * The keys as of now.
     *
     * @throws IllegalArgumentException if they are absent or not well-formed; the message shows no key
     */
    public TokenKeys read() {
        if (file == null) {
            return TokenKeys.fromEnvironment();
        }
        try {
            return TokenKeys.fromFile(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token keys in " + file, e);
        }
    }

    /** Makes the guard of a subtask: no raw token passes it. */
    SerializableSupplier<EventGuard> guards() {
        return () -> new Redactor(read())::redact;
    }
}
