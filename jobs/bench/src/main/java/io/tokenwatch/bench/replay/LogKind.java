package io.tokenwatch.bench.replay;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.event.TokenEvent;
import java.util.Locale;
import java.util.function.Function;

/** In whose words the log is written. */
public enum LogKind {
    /** Canonical NDJSON, some 1,000 bytes an event. */
    CANONICAL(CanonicalWriter::line),
    /** Lines of Keycloak's event log, for what Keycloak has an event for. */
    KEYCLOAK(KeycloakLines::of);

    private final Function<TokenEvent, String> writer;

    LogKind(Function<TokenEvent, String> writer) {
        this.writer = writer;
    }

    /** The event as a line; empty if this log has none for it. */
    String line(TokenEvent event) {
        return writer.apply(event);
    }

    /** As {@code --format} names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
