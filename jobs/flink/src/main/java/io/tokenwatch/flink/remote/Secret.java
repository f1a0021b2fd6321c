package io.tokenwatch.flink.remote;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a password or key is found. Travels in job graphs and prints in logs; the secret itself does neither: it is read where
 * and when it is used.
 */
public final class Secret implements Serializable {
    private enum Place {
        ENVIRONMENT,
        FILE
    }

    private final Place place;
    private final String name;

    private Secret(Place place, String name) {
        this.place = place;
        this.name = name;
    }

    public static Secret environment(String variable) {
        return new Secret(Place.ENVIRONMENT, variable);
    }

    /** The whole file but for white space at both ends. It must be there on each machine that uses it. */
    public static Secret file(Path file) {
        return new Secret(Place.FILE, file.toString());
    }

    /**
     * The secret as of now.
     *
     * @throws IllegalStateException if there is none; the message names the place
     */
    public String read() {
        String value =
                switch (place) {
                    case ENVIRONMENT -> System.getenv(name);
                    case FILE -> content(Path.of(name));
                };
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("no secret in " + this);
        }
        return value.strip();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret in " + file, e);
        }
    }

    @Override
    public String toString() {
        return place == Place.ENVIRONMENT ? "environment variable " + name : "file " + name;
    }
}
