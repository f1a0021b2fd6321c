package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of the templates is one of ECS, with its type, or stands under a name that is declared as our own. The templates are strict, so
 * this holds for every document.
 */
class EcsTest {
    private static final Map<String, List<String>> ECS = table("ecs/fields.tsv");
    private static final Map<String, List<String>> OWN = table("ecs/own.tsv");

    /** The first column, and the others. */
    private static Map<String, List<String>> table(String resource) {
        Map<String, List<String>> table = new TreeMap<>();
        Resources.text(Resources.example(resource))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .forEach(row -> table.put(row.get(0), row.subList(1, row.size())));
        return table;
    }

    static Stream<String> templates() {
        return OWN.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isEcsOrDeclaredAsOurs(String template) {
        Map<String, JsonNode> leaves = TemplateTest.leaves(Resources.contract("elasticsearch/" + template + ".json"));
        assertThat(leaves).isNotEmpty();
        assertThat(strangers(leaves, OWN.getOrDefault(template, List.of()))).isEmpty();
    }

    private static List<String> strangers(Map<String, JsonNode> leaves, List<String> own) {
        List<String> strangers = new ArrayList<>();
        leaves.forEach((name, mapping) -> {
            List<String> field = ECS.get(name);
            boolean ours = own.stream().anyMatch(one -> one.endsWith(".") ? name.startsWith(one) : name.equals(one));
            if (field == null && !ours) {
                strangers.add(name);
            } else if (field != null && !isType(mapping.path("type").asText(), field.get(0))) {
                strangers.add(name + " is " + field.get(0));
            }
        });
        return strangers;
    }

    /** A plain node has no match_only_text, which is of the family of text. */
    private static boolean isType(String mapped, String ecs) {
        return mapped.equals(ecs) || (mapped.equals("text") && ecs.equals("match_only_text"));
    }

    @Test
    void anInventedFieldAndAWrongTypeWouldBeNoticed() {
        Map<String, JsonNode> leaves = new TreeMap<>(Map.of(
                "event.alerted", JsonContract.parse("{\"type\": \"keyword\"}"),
                "event.severity", JsonContract.parse("{\"type\": \"keyword\"}"),
                "oauthsome", JsonContract.parse("{\"type\": \"keyword\"}"),
                "oauth.issuer", JsonContract.parse("{\"type\": \"keyword\"}"),
                "event.id", JsonContract.parse("{\"type\": \"keyword\"}")));
        assertThat(strangers(leaves, List.of("oauth.")))
                .containsExactly("event.alerted", "event.severity is long", "oauthsome");
    }
}
