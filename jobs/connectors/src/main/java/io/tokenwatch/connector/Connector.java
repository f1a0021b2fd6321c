package io.tokenwatch.connector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import java.util.List;
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
     * The kinds of events that the product's log can tell, and what each can say. A rule that needs another is <em>not
     * evaluable</em> on this source, and shown so; hence every event fits one of them.
     */
    List<Shape> shapes();

    /** The canonical fields that some event can have. */
    default Set<Field> supplies() {
        return Shape.fields(shapes());
    }

    /** Whether the line surely is this product's; used by {@code --format auto}. Cheap, and false when in doubt. */
    boolean recognises(String line);

    /** A reader for one thread. */
    RecordReader open(Settings settings);
}
