package io.tokenwatch.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The contracts and their examples, read from the source folders so that a folder can be listed. */
final class Resources {
    private static final Path MAIN = Path.of("src/main/resources");
    private static final Path TEST = Path.of("src/test/resources");

    private Resources() {}

    static Path contract(String path) {
        return MAIN.resolve(path);
    }

    static Path example(String path) {
        return TEST.resolve(path);
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contracts in a folder, in order of their names. */
    static List<Path> contracts(String folder) {
        return files(MAIN.resolve(folder));
    }

    /** The examples in a folder; a folder without any is an error, since a test over nothing cannot fail. */
    static List<Path> examples(String folder) {
        return files(TEST.resolve(folder));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new IllegalStateException("nothing in " + folder);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
