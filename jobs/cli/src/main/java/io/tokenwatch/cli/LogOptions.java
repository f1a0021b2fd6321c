package io.tokenwatch.cli;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.flink.live.TokenKeySource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to read logs. */
final class LogOptions {
    private static final String MAPPING = "mapping:";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "auto",
            completionCandidates = FormatNames.class,
            description = "One of: ${COMPLETION-CANDIDATES}. auto tells it by each file's content (default).")
    private String format = "auto";

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Tenant of records that name none (default: ${DEFAULT-VALUE}).")
    private String tenant = "default";

    @Mixin
    private TokenKeyOptions keys = new TokenKeyOptions();

    /**
     * Null if each file's content is to tell it.
     *
     * @throws UsageException if there is no such format
     */
    @Nullable
    Connector format() {
        if (format.equals("auto")) {
            return null;
        }
        try {
            return Connectors.of(format);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + ", auto", e);
        }
    }

    /** The file of a mapping; null if --format names none. */
    @Nullable
    Path mapping() {
        return format.startsWith(MAPPING) ? Path.of(format.substring(MAPPING.length())) : null;
    }

    /** Where the keys are that hash token ids. */
    TokenKeySource keys() {
        return keys.source();
    }

    Settings settings(PrintWriter err) {
        return Settings.of(keys.load(err)).withTenant(tenant);
    }

    /** What --format takes. */
    static final class FormatNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(
                            Stream.of("auto"),
                            Connectors.all().stream().map(Connector::format),
                            Stream.of(MAPPING + "FILE"))
                    .flatMap(names -> names)
                    .iterator();
        }
    }
}
