package io.tokenwatch.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Saved objects of Kibana, one per line, and what is wrong with their structure; what they ask of Elasticsearch is {@link KibanaFields}'. */
final class KibanaObjects {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int COLUMNS = 48;

    private final Map<String, JsonNode> objects = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    KibanaObjects(String ndjson) {
        for (String line : ndjson.lines().toList()) {
            JsonNode object = parsed("a line", line);
            String key = key(object.path("type").asText(), object.path("id").asText());
            if (objects.put(key, object) != null) {
                faults.add(key + " is there twice");
            }
        }
        objects.forEach(this::check);
    }

    static String key(String type, String id) {
        return type + "/" + id;
    }

    Map<String, JsonNode> objects() {
        return objects;
    }

    List<String> faults() {
        return faults;
    }

    private JsonNode parsed(String where, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            faults.add(where + " holds no JSON: " + e.getOriginalMessage());
            return JSON.createObjectNode();
        }
    }

    private void check(String key, JsonNode object) {
        if (object.at("/attributes/title").asText().isBlank()) {
            faults.add(key + " has no title");
        }
        Set<String> named = new HashSet<>();
        named(object.path("attributes"), key, named);
        Set<String> referred = new HashSet<>();
        for (JsonNode reference : object.path("references")) {
            String target =
                    key(reference.path("type").asText(), reference.path("id").asText());
            if (!objects.containsKey(target)) {
                faults.add(key + " refers to " + target + ", which is not there");
            }
            String name = reference.path("name").asText();
            referred.add(name.replaceFirst("^[0-9]+:", ""));
        }
        if (!referred.equals(named)) {
            faults.add(key + " names " + named + " and refers to " + referred);
        }
        if (object.path("type").asText().equals("dashboard")) {
            grid(key, parsed(key, object.at("/attributes/panelsJSON").asText()));
        }
    }

    /** Names of references, also in JSON that is kept as text. */
    private void named(JsonNode node, String key, Set<String> names) {
        node.properties().forEach(entry -> {
            if (entry.getKey().equals("indexRefName") || entry.getKey().equals("panelRefName")) {
                names.add(entry.getValue().asText());
            } else if (isJson(entry.getKey())) {
                named(parsed(key, entry.getValue().asText()), key, names);
            } else {
                named(entry.getValue(), key, names);
            }
        });
        if (node.isArray()) {
            node.forEach(element -> named(element, key, names));
        }
    }

    private static boolean isJson(String name) {
        return name.endsWith("JSON") || name.equals("visState");
    }

    /** Panels lie inside the columns and beside each other. */
    private void grid(String key, JsonNode panels) {
        List<JsonNode> places = StreamSupport.stream(panels.spliterator(), false)
                .map(panel -> panel.path("gridData"))
                .toList();
        if (places.isEmpty()) {
            faults.add(key + " has no panels");
        }
        for (int i = 0; i < places.size(); i++) {
            JsonNode one = places.get(i);
            if (one.path("x").asInt() + one.path("w").asInt() > COLUMNS
                    || one.path("w").asInt() < 1) {
                faults.add(key + " has a panel outside its columns: " + one);
            }
            for (JsonNode other : places.subList(0, i)) {
                if (overlap(one, other, "x", "w") && overlap(one, other, "y", "h")) {
                    faults.add(key + " has a panel over another: " + one);
                }
            }
        }
    }

    private static boolean overlap(JsonNode one, JsonNode other, String from, String length) {
        int a = one.path(from).asInt();
        int b = other.path(from).asInt();
        return a < b + other.path(length).asInt() && b < a + one.path(length).asInt();
    }

    /** Those of a type. */
    Stream<JsonNode> of(String type) {
        return objects.values().stream()
                .filter(object -> object.path("type").asText().equals(type));
    }
}
