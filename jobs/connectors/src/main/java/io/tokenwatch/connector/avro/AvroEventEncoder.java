package io.tokenwatch.connector.avro;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes canonical events as Avro records: for producers, where ease counts for more than speed. Thread-safe. */
final class AvroEventEncoder {
    /** Asking a schema for a property costs more than writing a value: ask once. */
    private final IdentityHashMap<Schema.Field, Optional<Field>> leaves = new IdentityHashMap<>();

    private final Schema schema;

    AvroEventEncoder(Schema schema) {
        this.schema = schema;
        findLeaves(schema);
    }

    byte[] encode(TokenEvent event) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            new Writing(event, out).record(schema);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void findLeaves(Schema inside) {
        if (inside.isUnion()) {
            inside.getTypes().forEach(this::findLeaves);
        } else if (inside.getType() == Schema.Type.RECORD) {
            for (Schema.Field part : inside.getFields()) {
                if (leaves.put(part, Leaf.field(part)) == null) {
                    findLeaves(part.schema());
                }
            }
        }
    }

    private @Nullable Field leaf(Schema.Field part) {
        Optional<Field> field = leaves.get(part);
        return field == null ? null : field.orElse(null);
    }

    private final class Writing {
        private final TokenEvent event;
        private final BinaryEncoder out;

        private Writing(TokenEvent event, BinaryEncoder out) {
            this.event = event;
            this.out = out;
        }

        private void record(Schema schema) throws IOException {
            for (Schema.Field part : schema.getFields()) {
                part(part, branch(part));
            }
        }

        private void part(Schema.Field part, @Nullable Schema branch) throws IOException {
            if (branch == null) {
                fallback(part);
                return;
            }
            if (part.schema().isUnion()) {
                out.writeIndex(part.schema().getTypes().indexOf(branch));
            }
            Field field = leaf(part);
            if (field == null) {
                record(branch);
            } else {
                value(branch, field);
            }
        }

        /** The first branch that can say what the event has, or null if it has nothing to say there. */
        private @Nullable Schema branch(Schema.Field part) {
            Field field = leaf(part);
            List<Schema> branches = part.schema().isUnion() ? part.schema().getTypes() : List.of(part.schema());
            for (Schema branch : branches) {
                boolean says = field == null
                        ? branch.getType() == Schema.Type.RECORD && (branches.size() == 1 || speaks(branch))
                        : event.has(field) && takes(branch, field);
                if (says) {
                    return branch;
                }
            }
            return null;
        }

        private boolean speaks(Schema record) {
            return record.getFields().stream().anyMatch(part -> branch(part) != null);
        }

        private boolean takes(Schema schema, Field field) {
            FieldType type = field.type();
            return switch (schema.getType()) {
                case STRING -> type.isText();
                case ENUM -> type.isText() && schema.hasEnumSymbol(event.text(field));
                case BOOLEAN -> type == FieldType.FLAG;
                case INT, LONG -> type.isNumber() && type != FieldType.DECIMAL;
                case FLOAT, DOUBLE -> type == FieldType.DECIMAL;
                case ARRAY -> type.isTexts() && schema.getElementType().getType() == Schema.Type.STRING;
                default -> false;
            };
        }

        private void value(Schema schema, Field field) throws IOException {
            switch (schema.getType()) {
                case STRING -> out.writeString(String.valueOf(event.text(field)));
                case ENUM -> out.writeEnum(schema.getEnumOrdinal(String.valueOf(event.text(field))));
                case BOOLEAN -> out.writeBoolean(event.number(field) != 0);
                case INT -> out.writeInt(Math.toIntExact(event.number(field)));
                case LONG -> out.writeLong(event.number(field) * perMilli(schema));
                case FLOAT -> out.writeFloat((float) Double.longBitsToDouble(event.number(field)));
                case DOUBLE -> out.writeDouble(Double.longBitsToDouble(event.number(field)));
                default -> texts(event.texts(field));
            }
        }

        private static long perMilli(Schema schema) {
            return schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? 1000 : 1;
        }

        private void texts(String @Nullable [] texts) throws IOException {
            out.writeArrayStart();
            if (texts != null) {
                out.setItemCount(texts.length);
                for (String text : texts) {
                    out.startItem();
                    out.writeString(text);
                }
            }
            out.writeArrayEnd();
        }

        /** Null where the schema allows it, else the schema's default, else an empty array. */
        private void fallback(Schema.Field part) throws IOException {
            Schema schema = part.schema();
            if (schema.isNullable() && schema.isUnion()) {
                out.writeIndex(schema.getIndexNamed("null"));
            } else if (part.hasDefaultValue()) {
                new GenericDatumWriter<@Nullable Object>(schema)
                        .write(GenericData.get().getDefaultValue(part), out);
            } else if (schema.getType() == Schema.Type.ARRAY) {
                texts(null);
            } else {
                throw new IllegalArgumentException(
                        "the event has no value that fits " + part.name() + " of type " + schema.getType());
            }
        }
    }
}
