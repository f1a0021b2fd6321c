package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AvroSchemasTest {
    private static final Set<String> TYPES =
            Set.of("string", "array of string", "long", "double", "boolean", "timestamp-millis");

    @ParameterizedTest
    @EnumSource
    void eachLeafFillsOneRuleFieldAndNoTwoTheSame(Topic topic) {
        Map<String, String> fields = Topic.fields(topic.schema());

        assertThat(fields.values()).doesNotHaveDuplicates().allSatisfy(field -> {
            assertThat(field).matches("[a-z0-9_]+(\\.[a-z0-9_]+)?: .+");
            assertThat(TYPES).contains(field.substring(field.indexOf(": ") + 2));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOptionalIsNullFirstAndByDefault(Topic topic) {
        Schema schema = topic.schema();
        assertOptionalsDefaultToNull(schema);
        Topic.records(schema).values().forEach(AvroSchemasTest::assertOptionalsDefaultToNull);
    }

    private static void assertOptionalsDefaultToNull(Schema record) {
        assertThat(record.getFields())
                .filteredOn(field -> field.schema().isUnion())
                .allSatisfy(field -> {
                    assertThat(field.schema().getTypes()).hasSize(2);
                    assertThat(field.schema().getTypes().get(0).getType()).isEqualTo(Schema.Type.NULL);
                    assertThat(field.defaultVal()).isEqualTo(JsonProperties.NULL_VALUE);
                });
    }

    @Test
    void subRecordsAreTheSameInAllTopics() {
        Map<String, String> seen = new HashMap<>();
        for (Topic topic : Topic.values()) {
            Topic.records(topic.schema()).forEach((name, schema) -> {
                String before = seen.putIfAbsent(name, schema.toString());
                assertThat(before == null ? schema.toString() : before)
                        .as("%s in %s", name, topic.topic())
                        .isEqualTo(schema.toString());
            });
        }
        assertThat(seen).hasSize(10);
    }

    @Test
    void theTopicsTogetherFillEveryFieldOfTheCanonicalEvent() {
        Set<String> filled = Arrays.stream(Topic.values())
                .flatMap(topic -> Topic.fields(topic.schema()).values().stream())
                .map(field -> field.substring(0, field.indexOf(": ")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(filled).isEqualTo(new TreeSet<>(EventSchema.types().keySet()));
    }

    @Test
    void andWithTheTypeThatTheCanonicalEventHas() {
        for (Topic topic : Topic.values()) {
            assertThat(Topic.fields(topic.schema()).values()).allSatisfy(field -> assertThat(EventSchema.types())
                    .containsEntry(field.substring(0, field.indexOf(": ")), field.substring(field.indexOf(": ") + 2)));
        }
    }
}
