package io.tokenwatch.replay.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.flink.operator.RoutedRecord;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that tasks need on machines that have Flink and nothing else: ours, and the libraries that connectors read with. Of this
 * process's class path, which has much more.
 */
final class JobJars {
    /** Written by the build: the class path of the connectors, file names only. */
    private static final String LIBRARIES = "/META-INF/tokenwatch/connectors.class-path";

    private JobJars() {}

    /** @throws IllegalStateException if this process does not run from jars */
    static List<Path> find() throws IOException {
        Map<String, Path> all = new HashMap<>();
        for (String entry : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            all.putIfAbsent(String.valueOf(path.getFileName()), path);
        }
        Set<Path> found = new LinkedHashSet<>();
        for (Class<?> ours : List.of(JobJars.class, RoutedRecord.class, Connector.class)) {
            found.add(jarOf(ours));
        }
        for (String name : libraries()) {
            Path library = all.get(name);
            if (library == null) {
                throw new IllegalStateException("the library " + name + " is not on the class path");
            }
            found.add(library);
        }
        return new ArrayList<>(found);
    }

    private static Path jarOf(Class<?> type) {
        Path path =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (!path.toString().endsWith(".jar")) {
            throw new IllegalStateException("a job for a cluster is made of jars, and " + path + " is none");
        }
        return path;
    }

    private static List<String> libraries() throws IOException {
        try (InputStream list = Connector.class.getResourceAsStream(LIBRARIES)) {
            if (list == null) {
                throw new IllegalStateException(
                        "a job for a cluster is made of jars, and this process does not run from them");
            }
            return Stream.of(new String(list.readAllBytes(), UTF_8).strip().split(":", -1))
                    .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
                    .toList();
        }
    }
}
