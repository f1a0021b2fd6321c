package io.tokenwatch.connector.avro;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.apache.avro.Schema;

/** Turns a writer schema into the steps that read its records: into a slot where a part is ours, past it where it is not. */
final class DecodePlan {
    /** Reads one value: fills slots or skips. */
    @FunctionalInterface
    interface Step {
        void read(AvroBytes in, TokenEvent event) throws UnreadableEvent;
    }

    private final IdentityHashMap<Schema, Step[]> records = new IdentityHashMap<>();

    private DecodePlan() {}

    /** @throws IllegalArgumentException if the schema is not a record */
    static Step of(Schema writer) {
        if (writer.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("an event is a record, not " + writer.getType());
        }
        return new DecodePlan().record(writer);
    }

    private Step record(Schema schema) {
        Step[] known = records.get(schema);
        Step[] steps = known != null ? known : new Step[schema.getFields().size()];
        if (known == null) {
            records.put(schema, steps); // before its fields: they may contain it
            for (Schema.Field part : schema.getFields()) {
                Optional<Field> field = Leaf.field(part);
                steps[part.pos()] = field.isPresent() ? leaf(part.schema(), field.get()) : step(part.schema());
            }
        }
        return (in, event) -> {
            in.enter();
            for (Step step : steps) {
                step.read(in, event);
            }
            in.leave();
        };
    }

    /** Of a part that is no leaf of ours: goes down into records, past everything else. */
    private Step step(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> union(schema.getTypes().stream().map(this::step).toArray(Step[]::new));
            case ARRAY -> items(skip(schema.getElementType()));
            case MAP -> entries(skip(schema.getValueType()));
            case NULL -> (in, event) -> {};
            case BOOLEAN -> (in, event) -> in.readBoolean();
            case INT, LONG -> (in, event) -> in.readLong();
            case FLOAT -> (in, event) -> in.skip(Float.BYTES);
            case DOUBLE -> (in, event) -> in.skip(Double.BYTES);
            case STRING, BYTES -> (in, event) -> in.skipLengthAndBytes();
            case FIXED -> {
                int size = schema.getFixedSize();
                yield (in, event) -> in.skip(size);
            }
            case ENUM -> {
                int symbols = schema.getEnumSymbols().size();
                yield (in, event) -> in.readIndex(symbols);
            }
        };
    }

    /** Leaves inside an array or map have no slot to fill: many values, one slot. */
    private Step skip(Schema schema) {
        Step step = step(schema);
        TokenEvent nobody = new TokenEvent();
        return (in, event) -> step.read(in, nobody);
    }

    private Step leaf(Schema schema, Field field) {
        return switch (schema.getType()) {
            case UNION ->
                union(schema.getTypes().stream().map(type -> leaf(type, field)).toArray(Step[]::new));
            default -> LeafReader.of(schema, field).orElseGet(() -> step(schema));
        };
    }

    private static Step union(Step[] branches) {
        return (in, event) -> branches[in.readIndex(branches.length)].read(in, event);
    }

    private static Step items(Step item) {
        return (in, event) -> {
            for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
                for (int i = 0; i < count; i++) {
                    item.read(in, event);
                }
            }
        };
    }

    private static Step entries(Step value) {
        return items((in, event) -> {
            in.skipLengthAndBytes();
            value.read(in, event);
        });
    }
}
