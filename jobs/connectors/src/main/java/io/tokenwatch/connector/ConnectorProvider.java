package io.tokenwatch.connector;

import java.util.List;
import java.util.Optional;

/** Brings connectors that are not classes of their own. One annotated {@code @AutoService(ConnectorProvider.class)} is found. */
public interface ConnectorProvider {
    /** Those that are always there. */
    List<Connector> shipped();

    /**
     * The connector that such a format asks for, made now, such as {@code mapping:FILE}; empty if the format is none of
     * this provider's.
     *
     * @throws RuntimeException if it is, but there is no such connector; the message says why
     */
    Optional<Connector> named(String format);
}
