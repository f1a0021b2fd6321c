package io.tokenwatch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What an index template and ECS ask of a document: no field that the template does not name, values of its types, lists where ECS has
 * lists and nowhere else, and its vocabularies.
 */
public final class DocumentContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Name, then type, whether it is a list, the values allowed; as in {@code schemas}. */
    private static final Map<String, List<String>> ECS = ecs();

    private final Map<String, String> types = new TreeMap<>();

    /** @param template such as {@code tokenwatch-alerts} */
    public DocumentContract(String template) {
        try (InputStream in = Objects.requireNonNull(
                DocumentContract.class.getResourceAsStream("/elasticsearch/" + template + ".json"), template)) {
            collect(JSON.readTree(in).at("/template/mappings/properties"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, List<String>> ecs() {
        Map<String, List<String>> fields = new TreeMap<>();
        Path file = Path.of("..").resolve(Path.of("").toAbsolutePath().endsWith("rules") ? "schemas" : "../schemas");
        Written.text(file.resolve("src/test/resources/ecs/fields.tsv"))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .forEach(row -> fields.put(row.get(0), row.subList(1, row.size())));
        if (fields.isEmpty()) {
            throw new IllegalStateException("the fields of ECS are not at " + file);
        }
        return fields;
    }

    private void collect(JsonNode properties, String path) {
        properties.properties().forEach(entry -> {
            JsonNode mapping = entry.getValue();
            if (mapping.has("properties")) {
                collect(mapping.path("properties"), path + entry.getKey() + ".");
            } else {
                types.put(path + entry.getKey(), mapping.path("type").asText());
            }
        });
    }

    /** In sentences; empty if the document keeps it. */
    public List<String> faults(byte[] document) {
        List<String> faults = new ArrayList<>();
        try {
            look(JSON.readTree(document), "", faults);
        } catch (IOException e) {
            faults.add("this is no JSON: " + e.getMessage());
        }
        return faults;
    }

    private void look(JsonNode node, String path, List<String> faults) {
        if (node.isArray()) {
            if (ECS.containsKey(path) && !isList(path)) {
                faults.add(path + " is a list");
            }
            node.forEach(element -> value(element, path, faults));
        } else {
            if (isList(path)) {
                faults.add(path + " is no list");
            }
            value(node, path, faults);
        }
    }

    private static boolean isList(String path) {
        return ECS.getOrDefault(path, List.of("", "")).get(1).equals("array");
    }

    private void value(JsonNode node, String path, List<String> faults) {
        String type = types.get(path);
        if (type == null && node.isObject()) {
            node.properties()
                    .forEach(entry -> look(
                            entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), faults));
        } else if (type == null) {
            faults.add(path + " is in no template");
        } else if (!isOf(type, node)) {
            faults.add(path + " is no " + type + ": " + node);
        } else {
            List<String> allowed = ECS.getOrDefault(path, List.of("", "", ""));
            if (!allowed.get(2).isEmpty()
                    && !List.of(allowed.get(2).split(",", -1)).contains(node.asText())) {
                faults.add(path + " may not be " + node);
            }
        }
    }

    private static boolean isOf(String type, JsonNode node) {
        return switch (type) {
            case "keyword", "text", "ip" -> node.isTextual();
            case "date" -> isDate(node);
            case "long" -> node.isIntegralNumber();
            case "float" -> node.isNumber();
            case "boolean" -> node.isBoolean();
            case "nested", "flattened" -> node.isObject();
            default -> false;
        };
    }

    private static boolean isDate(JsonNode node) {
        try {
            return node.isTextual() && Instant.parse(node.asText()) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
