package io.tokenwatch.connector.avro;

import io.tokenwatch.event.Field;
import java.util.Optional;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Which canonical field a part of an Avro record fills: the one that its property {@code tokenwatch.field} names. */
final class Leaf {
    static final String PROPERTY = "tokenwatch.field";

    private Leaf() {}

    /** The canonical field, or empty if the part is not ours or names a field of a later release. */
    static Optional<Field> field(Schema.Field part) {
        return named(part).or(() -> branches(part.schema()).flatMap(Leaf::named));
    }

    private static Optional<Schema> branches(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> named(type).isPresent())
                        .findFirst()
                : Optional.of(schema);
    }

    private static Optional<Field> named(JsonProperties properties) {
        return Optional.ofNullable(properties.getProp(PROPERTY)).flatMap(Field::of);
    }
}
