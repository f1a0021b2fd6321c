package io.tokenwatch.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds what is expected. With {@code -Dtokenwatch.write} it is written anew, for people to read the difference. */
public final class Written {
    private Written() {}

    public static void isSame(Path file, String text) {
        if (Boolean.getBoolean("tokenwatch.write")) {
            write(file, text);
        }
        assertThat(text(file)).as(file.toString()).isEqualTo(text);
    }

    public static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
