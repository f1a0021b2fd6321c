package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSchemaTest {
    private static final JsonContract RULE = JsonContract.of("rule.v1.schema.json");
    private static final String REFUSED = "# refused: ";

    static List<Path> valid() {
        return Resources.examples("rule/valid");
    }

    static List<Path> invalid() {
        return Resources.examples("rule/invalid");
    }

    @ParameterizedTest
    @MethodSource
    void valid(Path rule) {
        assertThat(RULE.faults(JsonContract.readYaml(rule))).isEmpty();
    }

    /** The first line of each says how the schema must object, so that it is not refused for something else. */
    @ParameterizedTest
    @MethodSource
    void invalid(Path rule) {
        String first = Resources.text(rule).lines().findFirst().orElseThrow();
        assertThat(first).startsWith(REFUSED);

        assertThat(RULE.faults(JsonContract.readYaml(rule)))
                .anySatisfy(fault -> assertThat(fault).startsWith(first.substring(REFUSED.length())));
    }

    @Test
    void knowsTheFieldsOfAnEvent() {
        JsonNode definitions =
                JsonContract.read(Resources.contract("rule.v1.schema.json")).path("$defs");
        Set<String> named = new TreeSet<>();
        definitions.path("field").path("enum").forEach(name -> named.add(name.asText()));
        Set<String> selectable = new TreeSet<>();
        definitions.path("fields").path("properties").fieldNames().forEachRemaining(selectable::add);

        assertThat(named).isEqualTo(EventSchema.types().keySet());
        assertThat(selectable).isEqualTo(named);
    }

    @Test
    void isItselfValid() {
        assertThat(JsonContract.ofSchemas().faults(JsonContract.read(Resources.contract("rule.v1.schema.json"))))
                .isEmpty();
    }
}
