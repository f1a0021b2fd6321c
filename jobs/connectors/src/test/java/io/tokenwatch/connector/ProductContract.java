package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.text.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A product that is a mapping file. Its samples stand in files beside {@code keycloak.txt}, one record a line; what they mean, in {@code FILE.events},
 * one event a line: {@code -Dtokenwatch.write=true} writes that down anew, and the difference is to be read.
 */
abstract class ProductContract extends ConnectorContract {
    private static final Path FOLDER = Path.of("src/test/resources/io/tokenwatch/connector");

    /** A text as a JSON value, also within quotes of CSV; a cell between pipes; a value of CEF. */
    private static final Pattern TEXT = Pattern.compile(
            "(?<=[:\\[,])(\"{1,2})([^\"\\\\]*)\\1(?![\":])" + "|(?<=\\| )([^|]+)(?=\\|)|(?<=[a-z0-9]=)([^ =]+)(?= )");

    private final String format;
    private final List<String> files;

    ProductContract(String format, String... files) {
        this.format = format;
        this.files = List.of(files);
    }

    @BeforeEach
    void hasSamples() {
        assertThat(goodLines()).hasSizeGreaterThan(5);
    }

    @Override
    protected Connector connector() {
        return Connectors.of(format);
    }

    @Override
    protected List<String> goodLines() {
        return files.stream()
                .flatMap(file -> lines(file).stream())
                .filter(this::isEvent)
                .toList();
    }

    @Override
    protected Stream<String> withEachTextReplaced(String line, String replacement) {
        return TEXT.matcher(line).results().map(value -> {
            int group = value.group(2) != null ? 2 : value.group(3) != null ? 3 : 4;
            return line.substring(0, value.start(group)) + replacement + line.substring(value.end(group));
        });
    }

    @Test
    void theContractReplacesManyValues() {
        assertThat(goodLines().stream().flatMap(line -> withEachTextReplaced(line, "x")))
                .hasSizeGreaterThan(goodLines().size() * 6);
    }

    @Test
    void noOtherProductClaimsItsLines() {
        for (String line : goodLines()) {
            assertThat(Connectors.all().stream().filter(other -> other.recognises(line)))
                    .as(line)
                    .extracting(Connector::format)
                    .containsExactly(format);
        }
    }

    @Test
    void saysWhatIsWrittenDown() throws IOException {
        for (String file : files) {
            Path golden = FOLDER.resolve(file + ".events");
            String said = said(file);
            if (Boolean.getBoolean("tokenwatch.write")) {
                Files.writeString(golden, said);
            }
            assertThat(said).as(file).isEqualTo(Files.readString(golden));
        }
    }

    /** The events of the samples that have all these fields, {@code name=value}. */
    final List<Map<String, String>> events(String... having) {
        List<Map<String, String>> found = new ArrayList<>();
        for (String line : goodLines()) {
            for (Map<String, String> event : read(line)) {
                boolean all = Stream.of(having).allMatch(one -> {
                    int equals = one.indexOf('=');
                    return one.substring(equals + 1).equals(event.get(one.substring(0, equals)));
                });
                if (all) {
                    found.add(event);
                }
            }
        }
        return found;
    }

    /** The only one of them. */
    final Map<String, String> event(String... having) {
        List<Map<String, String>> found = events(having);
        assertThat(found).as(String.join(" ", having)).hasSize(1);
        return found.get(0);
    }

    final List<Map<String, String>> read(String line) {
        try {
            return Samples.read(connector().open(Samples.SETTINGS), line);
        } catch (Unreadable e) {
            throw new AssertionError(e.reason() + ": " + line, e);
        }
    }

    static List<String> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isEvent(String line) {
        return !read(line).isEmpty();
    }

    private String said(String file) {
        StringBuilder said = new StringBuilder();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            List<Map<String, String>> events = read(line);
            if (events.isEmpty()) {
                said.append(number).append(" skipped ").append(skipped(line)).append('\n');
            }
            for (Map<String, String> event : events) {
                Map<String, String> rest = new TreeMap<>(event);
                rest.keySet().removeAll(List.of("event_type", "source"));
                said.append(number)
                        .append(' ')
                        .append(event.get("event_type"))
                        .append(rest.entrySet().stream()
                                .map(field -> " " + field.getKey() + '=' + brief(field.getValue()))
                                .collect(Collectors.joining()))
                        .append('\n');
            }
        }
        return said.toString();
    }

    private String skipped(String line) {
        try {
            return connector().open(Samples.SETTINGS).read(line, event -> {}) instanceof Outcome.Skipped skipped
                    ? skipped.nativeType()
                    : "";
        } catch (Unreadable e) {
            return e.reason();
        }
    }

    /** The beginning of a hash tells two apart. */
    private static String brief(String value) {
        return Pattern.compile("hmac-sha256:t1:([0-9a-f]{6})[0-9a-f]{26}")
                .matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement("#" + match.group(1)));
    }
}
