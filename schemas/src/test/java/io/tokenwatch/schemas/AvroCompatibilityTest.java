package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** BACKWARD_TRANSITIVE, as the subjects are registered: what reads today reads all that was ever released. */
class AvroCompatibilityTest {
    private static final String OUTCOME = "\"name\": \"outcome\", \"type\": [\"null\", \"string\"], \"default\": null";

    @ParameterizedTest
    @EnumSource
    void readsEveryRelease(Topic topic) {
        assertThat(broken(topic, topic.schemaText())).isEmpty();
    }

    static Stream<Arguments> breakingChanges() {
        return Stream.of(
                Arguments.of(
                        "a required field more", "\"fields\": [", "\"fields\": [{\"name\": \"x\", \"type\": \"int\"},"),
                Arguments.of(
                        "another type",
                        OUTCOME,
                        "\"name\": \"outcome\", \"type\": [\"null\", \"int\"], \"default\": null"),
                Arguments.of("no longer optional", OUTCOME, "\"name\": \"outcome\", \"type\": \"string\""),
                Arguments.of("another name of a record", "\"name\": \"Envelope\"", "\"name\": \"Header\""),
                Arguments.of(
                        "another rule field", "\"tokenwatch.field\": \"outcome\"", "\"tokenwatch.field\": \"error\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breakingChanges")
    void noticesABreakingChange(String change, String from, String to) {
        for (Topic topic : Topic.values()) {
            String changed = topic.schemaText().replace(from, to);
            assertThat(changed).isNotEqualTo(topic.schemaText());
            assertThat(broken(topic, changed))
                    .as("%s in %s", change, topic.topic())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAnOptionalFieldMore(Topic topic) {
        String more = "\"fields\": [{\"name\": \"x\", \"type\": [\"null\", \"int\"], \"default\": null},";

        assertThat(broken(topic, topic.schemaText().replaceFirst("\"fields\": \\[", more)))
                .isEmpty();
    }

    /** What a reader of the changed schema would get wrong about the released ones. */
    private static List<String> broken(Topic topic, String changed) {
        Schema reader = new Schema.Parser().parse(changed);
        List<String> faults = new ArrayList<>();
        for (Path release : releases(topic)) {
            Schema writer = new Schema.Parser().parse(Resources.text(release));
            SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                    .getResult()
                    .getIncompatibilities()
                    .forEach(fault -> faults.add(release + " " + fault));
            Map<String, String> now = Topic.fields(reader);
            Topic.fields(writer).forEach((leaf, field) -> {
                if (now.containsKey(leaf) && !field.equals(now.get(leaf))) {
                    faults.add(release + " " + leaf + " was " + field + ", is " + now.get(leaf));
                }
            });
        }
        return faults;
    }

    private static List<Path> releases(Topic topic) {
        List<Path> releases = Resources.examples("released").stream()
                .filter(file -> file.endsWith(topic.topic() + ".avsc"))
                .toList();
        assertThat(releases).isNotEmpty();
        return releases;
    }
}
