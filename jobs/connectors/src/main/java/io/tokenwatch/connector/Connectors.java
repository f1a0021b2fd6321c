package io.tokenwatch.connector;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The connectors on the class path, by format name. */
public final class Connectors {
    private static final List<Connector> ALL =
            ServiceLoader.load(Connector.class, Connectors.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .sorted(Comparator.comparing(Connector::format))
                    .toList();

    private Connectors() {}

    /** All of them, sorted by format. */
    public static List<Connector> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of that name; the message lists those there are */
    public static Connector of(String format) {
        return ALL.stream()
                .filter(connector -> connector.format().equals(format))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown format " + format + "; known formats are " + formats()));
    }

    /**
     * The connector that recognises the most of the lines, such as the first hundred of a file. Lines that none
     * recognises (a banner, a stack trace) do not vote.
     */
    public static Optional<Connector> recognise(Collection<String> lines) {
        return ALL.stream()
                .filter(connector -> votes(connector, lines) > 0)
                .max(Comparator.comparingLong(connector -> votes(connector, lines)));
    }

    private static long votes(Connector connector, Collection<String> lines) {
        return lines.stream().filter(connector::recognises).count();
    }

    private static String formats() {
        return ALL.stream().map(Connector::format).collect(Collectors.joining(", "));
    }
}
