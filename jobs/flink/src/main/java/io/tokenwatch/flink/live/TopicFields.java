package io.tokenwatch.flink.live;

import io.tokenwatch.connector.avro.AvroEvents;
import io.tokenwatch.event.Field;
import io.tokenwatch.flink.registry.RegistryUnavailable;
import io.tokenwatch.flink.registry.SchemaRegistry;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Which canonical fields the events of the job's topics can have, by the newest schema of each. */
final class TopicFields {
    private TopicFields() {}

    /** Every field if it cannot be known: a topic has no schema yet, or the registry does not answer. */
    static Set<Field> of(LiveSettings settings) {
        // Set by the job itself: where a record was, and when it came.
        EnumSet<Field> fields = EnumSet.of(Field.RAW_REF, Field.INGEST_TIME);
        try (SchemaRegistry registry = new SchemaRegistry(settings.registry())) {
            for (String topic : settings.source().topics()) {
                Optional<Schema> schema = registry.latest(topic + "-value");
                if (schema.isEmpty()) {
                    return EnumSet.allOf(Field.class);
                }
                fields.addAll(AvroEvents.fields(schema.get()));
            }
            return fields;
        } catch (RegistryUnavailable e) {
            return EnumSet.allOf(Field.class);
        }
    }
}
