package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates may use is what a plain node without scripts, lifecycle management and data streams understands. */
class TemplateTest {
    private static final Set<String> TYPES =
            Set.of("keyword", "text", "date", "long", "float", "boolean", "ip", "nested", "flattened", "histogram");
    private static final Set<String> SETTINGS =
            Set.of("number_of_shards", "number_of_replicas", "auto_expand_replicas", "refresh_interval");

    static List<Path> templates() {
        return Resources.contracts("elasticsearch");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void makesPlainStrictIndices(Path file) {
        JsonNode template = JsonContract.read(file);

        assertThat(template.has("data_stream")).isFalse();
        // What another may have installed, and nothing that must be there.
        assertThat(template.path("composed_of")).isEqualTo(template.path("ignore_missing_component_templates"));
        // The server's own template for logs-*-* has 100 and would make data streams.
        assertThat(template.path("priority").asInt()).isGreaterThan(100);
        assertThat(template.at("/template/settings/index").fieldNames())
                .toIterable()
                .isSubsetOf(SETTINGS);
        assertThat(template.at("/template/mappings/dynamic").asText()).isEqualTo("strict");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void usesTypesThatAPlainNodeHas(Path file) {
        assertThat(leaves(file)).hasSizeGreaterThan(15).allSatisfy((name, leaf) -> {
            assertThat(leaf.path("type").asText()).as(name).isIn(TYPES);
            assertThat(leaf.has("script")).as(name).isFalse();
        });
    }

    /** What a client sends must not make an alert unwritable: neither an endless value nor a malformed address. */
    @ParameterizedTest
    @MethodSource("templates")
    void survivesHostileValues(Path file) {
        assertThat(leaves(file)).allSatisfy((name, leaf) -> {
            switch (leaf.path("type").asText()) {
                case "keyword" ->
                    assertThat(leaf.path("ignore_above")
                                    .asInt(leaf.path("index").asBoolean(true) ? 0 : 1))
                            .as(name)
                            .isBetween(1, 8191);
                case "text" ->
                    assertThat(leaf.at("/fields/keyword/ignore_above").asInt())
                            .as(name)
                            .isBetween(1, 8191);
                case "flattened" ->
                    assertThat(leaf.path("ignore_above").asInt()).as(name).isBetween(1, 8191);
                case "ip" ->
                    assertThat(leaf.path("ignore_malformed").asBoolean())
                            .as(name)
                            .isTrue();
                default -> {}
            }
        });
    }

    /** The server refuses a template whose pattern could match what another's matches, unless their priorities differ. */
    @Test
    void prioritiesDiffer() {
        assertThat(templates())
                .extracting(file -> JsonContract.read(file).path("priority").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void noIndexMatchesTwoTemplates() {
        List<String> patterns = new ArrayList<>();
        templates().forEach(file -> JsonContract.read(file)
                .path("index_patterns")
                .forEach(pattern -> patterns.add(pattern.asText())));

        for (String pattern : patterns) {
            String index = pattern.replace("*", "2026.01");
            assertThat(patterns)
                    .filteredOn(other -> index.matches(other.replace(".", "\\.").replace("*", ".*")))
                    .containsExactly(pattern);
        }
    }

    @Test
    void aTransitionHasTheFieldsOfItsAlert() {
        assertThat(leaves(Resources.contract("elasticsearch/tokenwatch-alert-transitions.json")))
                .isEqualTo(leaves(Resources.contract("elasticsearch/tokenwatch-alerts.json")));
    }

    @Test
    void anAlertHasWhatElasticSecurityReads() {
        assertThat(leaves(Resources.contract("elasticsearch/tokenwatch-alerts.json")))
                .containsKeys("@timestamp", "message", "event.kind", "event.ingested", "event.severity")
                .containsKeys("event.risk_score", "event.action", "rule.id", "rule.name", "threat.technique.id");
    }

    static Stream<Path> documents() {
        return Resources.examples("elasticsearch").stream();
    }

    /** The folder is the template, the file name starts with valid or with the field that strictness must refuse. */
    @ParameterizedTest
    @MethodSource("documents")
    void namesEveryFieldOfADocument(Path document) {
        String template = String.valueOf(document.getName(document.getNameCount() - 2));
        Set<String> known = leaves(Resources.contract("elasticsearch/" + template + ".json"))
                .keySet();
        List<String> unknown = new ArrayList<>();
        unmapped(JsonContract.read(document), "", known, unknown);

        String name = String.valueOf(document.getFileName()).replace(".json", "");
        assertThat(unknown).isEqualTo(name.startsWith("valid") ? List.of() : List.of(name));
    }

    private static void unmapped(JsonNode node, String path, Set<String> known, List<String> unknown) {
        if (node.isArray()) {
            node.forEach(element -> unmapped(element, path, known, unknown));
        } else if (!known.contains(path)) {
            if (node.isObject()) {
                node.properties()
                        .forEach(entry -> unmapped(
                                entry.getValue(),
                                path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                                known,
                                unknown));
            } else {
                unknown.add(path);
            }
        }
    }

    /** The mapping of each field that holds a value, by its dotted name. */
    static Map<String, JsonNode> leaves(Path file) {
        Map<String, JsonNode> leaves = new TreeMap<>();
        collect(JsonContract.read(file).at("/template/mappings/properties"), "", leaves);
        return leaves;
    }

    private static void collect(JsonNode properties, String path, Map<String, JsonNode> leaves) {
        properties.properties().forEach(entry -> {
            JsonNode mapping = entry.getValue();
            if (mapping.has("properties")) {
                collect(mapping.path("properties"), path + entry.getKey() + ".", leaves);
            } else {
                leaves.put(path + entry.getKey(), mapping);
            }
        });
    }
}
