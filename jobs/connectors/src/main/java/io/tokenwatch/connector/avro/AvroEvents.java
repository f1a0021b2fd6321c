package io.tokenwatch.connector.avro;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Canonical events as Avro records. A part of a record belongs to the field that its property {@code tokenwatch.field} names,
 * so the names and the nesting of a schema may change without a change here, and old and new schemas live side by side.
 */
public final class AvroEvents {
    /** A process writes a handful of schemas, those of its topics. */
    private static final Map<Schema, AvroEventEncoder> ENCODERS = new ConcurrentHashMap<>();

    private AvroEvents() {}

    /**
     * A reader for the records of that writer schema. Keep it: making one costs more than reading a record.
     *
     * @throws IllegalArgumentException if the schema is not a record
     */
    public static AvroEventDecoder decoder(Schema writer) {
        return new AvroEventDecoder(writer);
    }

    /** The fields that records of that schema can fill. */
    public static Set<Field> fields(Schema schema) {
        Set<Field> fields = EnumSet.noneOf(Field.class);
        collect(schema, fields, new HashSet<>());
        return fields;
    }

    private static void collect(Schema schema, Set<Field> fields, Set<String> seen) {
        if (schema.isUnion()) {
            schema.getTypes().forEach(type -> collect(type, fields, seen));
        } else if (schema.getType() == Schema.Type.RECORD && seen.add(schema.getFullName())) {
            for (Schema.Field part : schema.getFields()) {
                Leaf.field(part).ifPresentOrElse(fields::add, () -> collect(part.schema(), fields, seen));
            }
        }
    }

    /**
     * The event as a record of that schema, without framing. Slots that the schema has no part for are left out.
     *
     * @throws IllegalArgumentException if the schema demands what the event does not have
     */
    public static byte[] encode(TokenEvent event, Schema schema) {
        return ENCODERS.computeIfAbsent(schema, AvroEventEncoder::new).encode(event);
    }
}
