package io.tokenwatch.connector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Shape;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keycloak's events: lines of the {@code jboss-logging} listener, quoted (since 23), bare (before), inside a JSON log
 * ({@code --log-console-output=json}), and the JSON of events as its REST API and event listeners write it.
 *
 * <p>Keycloak logs successes at DEBUG, hence not at all by default: {@code
 * --spi-events-listener-jboss-logging-success-level=info} turns them on. Until then only failures arrive.
 */
@AutoService(Connector.class)
public final class KeycloakConnector implements Connector {
    private static final Pattern EVENT = Pattern.compile(
            "(^|[\\s\"])\\\\?\"?type\\\\?\"?[=:]\\s?[\\\\\"']{0,2}[A-Z][A-Z0-9_]+[\\\\\"']{0,2}, ?\\\\?\"?realmId");

    @Override
    public String format() {
        return "keycloak";
    }

    @Override
    public String product() {
        return "Keycloak";
    }

    @Override
    public List<Shape> shapes() {
        return KeycloakShapes.ALL;
    }

    @Override
    public boolean recognises(String line) {
        return line.contains("org.keycloak.events") || EVENT.matcher(line).find();
    }

    @Override
    public RecordReader open(Settings settings) {
        return new KeycloakReader(this, settings);
    }
}
