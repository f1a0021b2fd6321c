package io.tokenwatch.connector.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.auto.service.AutoService;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.ConnectorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The products that are shipped as mapping files, and {@code mapping:FILE} for one's own. */
@AutoService(ConnectorProvider.class)
public final class MappedConnectors implements ConnectorProvider {
    private static final String PREFIX = "mapping:";

    private static final List<String> SHIPPED =
            List.of("auth0", "cloudtrail", "entra", "github", "google", "hydra", "m365", "okta", "pingfederate");

    @Override
    public List<Connector> shipped() {
        return SHIPPED.stream().map(MappedConnectors::shipped).toList();
    }

    @Override
    public Optional<Connector> named(String format) {
        if (!format.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Path file = Path.of(format.substring(PREFIX.length()));
        try {
            return Optional.of(MappedConnector.of(file.toString(), Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mapping " + file, e);
        }
    }

    private static Connector shipped(String product) {
        String name = product + ".yml";
        try (InputStream file = MappedConnectors.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the mapping " + name + " is not on the class path");
            }
            return MappedConnector.of(name, new String(file.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mapping " + name, e);
        }
    }
}
