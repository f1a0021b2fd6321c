package io.tokenwatch.connector.avro;

import io.tokenwatch.connector.avro.DecodePlan.Step;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Steps that read one Avro value into the slot of its field. */
final class LeafReader {
    private static final long MICROS_PER_MILLI = 1000;

    private LeafReader() {}

    /** The step, or empty where a value of that Avro type cannot fill the field's slot. */
    static Optional<Step> of(Schema schema, Field field) {
        FieldType type = field.type();
        return Optional.ofNullable(
                switch (schema.getType()) {
                    case STRING -> text(field);
                    case ENUM -> symbol(schema.getEnumSymbols(), field);
                    case BOOLEAN -> type == FieldType.FLAG ? flag(field) : null;
                    case INT, LONG -> type.isNumber() ? number(schema, field) : null;
                    case FLOAT ->
                        type == FieldType.DECIMAL ? (in, event) -> event.set(field, (double) in.readFloat()) : null;
                    case DOUBLE -> type == FieldType.DECIMAL ? (in, event) -> event.set(field, in.readDouble()) : null;
                    case ARRAY ->
                        type.isTexts() && schema.getElementType().getType() == Schema.Type.STRING ? texts(field) : null;
                    default -> null;
                });
    }

    private static Step text(Field field) {
        if (field.type().isText()) {
            return (in, event) -> event.set(field, in.readText());
        }
        return (in, event) -> said(event, field, in.readText());
    }

    private static Step symbol(List<String> symbols, Field field) {
        String[] texts = symbols.toArray(String[]::new);
        return (in, event) -> said(event, field, texts[in.readIndex(texts.length)]);
    }

    /** A text that has to be understood first: a time, a number, a scope with spaces. */
    private static void said(TokenEvent event, Field field, String text) throws UnreadableEvent {
        try {
            FieldValue.set(event, field, text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableEvent(field.fieldName() + " takes no such text");
        }
    }

    private static Step flag(Field field) {
        return (in, event) -> event.set(field, in.readBoolean() ? 1L : 0L);
    }

    private static Step number(Schema schema, Field field) {
        if (field.type() == FieldType.DECIMAL) {
            return (in, event) -> event.set(field, (double) in.readLong());
        }
        if (field.type().isTime() && schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
            return (in, event) -> event.set(field, Math.floorDiv(in.readLong(), MICROS_PER_MILLI));
        }
        return (in, event) -> event.set(field, in.readLong());
    }

    private static Step texts(Field field) {
        return (in, event) -> {
            List<String> texts = new ArrayList<>();
            for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
                for (int i = 0; i < count; i++) {
                    texts.add(in.readText());
                }
            }
            event.set(field, texts.toArray(String[]::new));
        };
    }
}
