package io.tokenwatch.connector;

import io.tokenwatch.event.Field;
import java.util.Set;

/**
 * Reads the audit log of one product. An implementation annotated {@code @AutoService(Connector.class)} is found by
 * {@link Connectors}; it needs a constructor without arguments and is stateless. Its test extends {@code
 * ConnectorContract}.
 */
public interface Connector {
    /** The name in {@code --format}: lower case, no spaces. */
    String format();

    /** The product as its maker writes it. */
    String product();

    /**
     * The canonical fields that the product's log can say. A rule that needs another one is <em>not evaluable</em> on
     * this source, and shown so; hence an event never carries a field that is not declared here.
     */
    Set<Field> supplies();

    /** Whether the line surely is this product's; used by {@code --format auto}. Cheap, and false when in doubt. */
    boolean recognises(String line);

    /** A reader for one thread. */
    RecordReader open(Settings settings);
}
