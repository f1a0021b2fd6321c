package io.tokenwatch.detector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Which countries share a border on land, by their ISO 3166-1 codes: {@code borders.txt} beside this. */
final class Borders {
    /** Such as {@code DE FR}, both ways. */
    private static final Set<String> PAIRS = read();

    private Borders() {}

    /** Case aside; a code that no country has borders nothing. */
    static boolean share(String one, String other) {
        return PAIRS.contains(one.toUpperCase(Locale.ROOT) + " " + other.toUpperCase(Locale.ROOT));
    }

    static Set<String> pairs() {
        return Set.copyOf(PAIRS);
    }

    private static Set<String> read() {
        try (InputStream in = Objects.requireNonNull(Borders.class.getResourceAsStream("borders.txt"))) {
            Set<String> pairs = new HashSet<>();
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[: ]+", -1))
                    .forEach(codes -> Arrays.stream(codes).skip(1).forEach(other -> pairs.add(codes[0] + " " + other)));
            return pairs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
