package io.tokenwatch.bench.replay;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.event.TokenEvent;
import java.util.Locale;
import java.util.function.Function;

/** In whose words the log is written. */
public enum LogKind {
    /** Canonical NDJSON, some 1,000 bytes an event. */
    CANONICAL("canonical", CanonicalWriter::line),
    /** Lines of Keycloak's event log, for what Keycloak has an event for. */
    KEYCLOAK("keycloak", KeycloakLines::of),
    /** The workload of {@code bench pb1}: canonical NDJSON, 288 bytes an event, 1,000 a second of event time. Not the demo's events. */
    PB1("canonical", event -> "");

    private final String format;
    private final Function<TokenEvent, String> writer;

    LogKind(String format, Function<TokenEvent, String> writer) {
        this.format = format;
        this.writer = writer;
    }

    /** The event as a line; empty if this log has none for it. */
    String line(TokenEvent event) {
        return writer.apply(event);
    }

    /** As {@code --format} names it. */
    String format() {
        return format;
    }

    /** As {@code --log} names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
