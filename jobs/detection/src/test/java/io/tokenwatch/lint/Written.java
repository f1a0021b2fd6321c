package io.tokenwatch.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds what is expected. With {@code -Dtokenwatch.write} it is written anew, for people to read the difference. */
final class Written {
    private Written() {}

    static void isSame(Path file, String text) {
        if (Boolean.getBoolean("tokenwatch.write")) {
            write(file, text);
        }
        assertThat(text(file)).as(file.toString()).isEqualTo(text);
    }

    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
