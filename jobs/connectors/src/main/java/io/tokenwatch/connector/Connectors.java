package io.tokenwatch.connector;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connectors on the class path, by format name. */
public final class Connectors {
    private static final List<ConnectorProvider> PROVIDERS = services(ConnectorProvider.class);

    private static final List<Connector> ALL = Stream.concat(
                    services(Connector.class).stream(),
                    PROVIDERS.stream().flatMap(provider -> provider.shipped().stream()))
            .sorted(Comparator.comparing(Connector::format))
            .toList();

    private Connectors() {}

    /** All of them, sorted by format. */
    public static List<Connector> all() {
        return ALL;
    }

    /**
     * The connector of that format; for {@code mapping:FILE} the one that the file describes.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     * @throws io.tokenwatch.yaml.FaultyFileException if the file is no mapping
     * @throws java.io.UncheckedIOException if the file cannot be read
     */
    public static Connector of(String format) {
        return ALL.stream()
                .filter(connector -> connector.format().equals(format))
                .findFirst()
                .or(() -> PROVIDERS.stream()
                        .flatMap(provider -> provider.named(format).stream())
                        .findFirst())
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
        return ALL.stream().map(Connector::format).collect(Collectors.joining(", ")) + ", mapping:FILE";
    }

    private static <S> List<S> services(Class<S> type) {
        return ServiceLoader.load(type, Connectors.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
