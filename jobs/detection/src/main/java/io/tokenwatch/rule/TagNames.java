package io.tokenwatch.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What tags are called by those who made them: ATT&amp;CK techniques, OWASP NHI risks, and attacks in RFC 9700. */
public final class TagNames {
    private static final Map<String, String> NAMES = read();

    private TagNames() {}

    /** Names by tag, such as {@code Brute Force: Password Guessing} of {@code attack.t1110.001}, each framework in its own order. */
    public static Map<String, String> all() {
        return NAMES;
    }

    private static Map<String, String> read() {
        Map<String, String> names = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(TagNames.class.getResourceAsStream("tags.tsv"))) {
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                int tab = line.indexOf('\t');
                if (tab > 0) {
                    names.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tags.tsv cannot be read", e);
        }
        return Collections.unmodifiableMap(names);
    }
}
