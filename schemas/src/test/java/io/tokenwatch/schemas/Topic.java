package io.tokenwatch.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The four topics, and what their schemas say. */
enum Topic {
    ISSUANCE,
    VALIDATION,
    REVOCATION,
    ADMINISTRATION;

    private static final String FIELD = "tokenwatch.field";

    String topic() {
        return "token." + name().toLowerCase(java.util.Locale.ROOT);
    }

    String schemaText() {
        return Resources.text(Resources.contract("avro/" + topic() + ".avsc"));
    }

    /** As the Schema Registry gets it: alone, with nothing known before. */
    Schema schema() {
        return new Schema.Parser().parse(schemaText());
    }

    /** The rule field of each leaf, by the path of the leaf; the value is "field: type". */
    static Map<String, String> fields(Schema record) {
        Map<String, String> fields = new TreeMap<>();
        collect(record, "", fields);
        return fields;
    }

    /** The sub-records by name, at every depth. */
    static Map<String, Schema> records(Schema record) {
        Map<String, Schema> records = new TreeMap<>();
        for (Schema.Field field : record.getFields()) {
            Schema type = present(field.schema());
            if (type.getType() == Schema.Type.RECORD) {
                records.put(type.getFullName(), type);
                records.putAll(records(type));
            }
        }
        return records;
    }

    /** The type without the null branch of an optional field. */
    static Schema present(Schema type) {
        return type.isUnion() ? type.getTypes().get(type.getTypes().size() - 1) : type;
    }

    private static void collect(Schema record, String path, Map<String, String> fields) {
        for (Schema.Field field : record.getFields()) {
            Schema type = present(field.schema());
            String here = path.isEmpty() ? field.name() : path + "." + field.name();
            if (type.getType() == Schema.Type.RECORD) {
                collect(type, here, fields);
            } else {
                fields.put(here, field.getProp(FIELD) + ": " + kind(type));
            }
        }
    }

    private static String kind(Schema type) {
        @Nullable LogicalType logical = type.getLogicalType();
        if (logical != null) {
            return logical.getName();
        }
        return type.getType() == Schema.Type.ARRAY
                ? "array of " + kind(type.getElementType())
                : type.getType().getName();
    }
}
