package io.tokenwatch.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether saved objects ask only for indices and fields that the templates have, and in a way that the fields' types allow. */
final class KibanaFields {
    private static final Set<String> NUMBERS = Set.of("long", "float", "double");
    private static final Set<String> GROUPS = Set.of("keyword", "long", "float", "boolean", "ip", "date");
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "sum", NUMBERS,
            "max", NUMBERS,
            "min", NUMBERS,
            "avg", NUMBERS,
            "percentiles", Set.of("long", "float", "double", "histogram"),
            "terms", GROUPS,
            "cardinality", GROUPS,
            "date_histogram", Set.of("date"));
    /** A field of Kibana's query language is a word before a colon or a comparison. */
    private static final Pattern KQL_FIELD = Pattern.compile("([@A-Za-z_][\\w.@]*)\\s*(?::|>=?|<=?)");

    /** Mapping types by field, by data view. */
    private final Map<String, Map<String, String>> views = new TreeMap<>();

    private final Map<String, String> titles = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();

    private KibanaFields(KibanaObjects objects, List<JsonNode> templates) {
        objects.of("index-pattern").forEach(view -> view(view, templates));
        objects.of("search").forEach(this::search);
        objects.of("visualization").forEach(this::visualization);
    }

    static List<String> faults(KibanaObjects objects, List<JsonNode> templates) {
        return new KibanaFields(objects, templates).faults;
    }

    private void view(JsonNode view, List<JsonNode> templates) {
        String title = view.at("/attributes/title").asText();
        String id = view.path("id").asText();
        Optional<JsonNode> template = templates.stream()
                .filter(one -> {
                    for (JsonNode pattern : one.path("index_patterns")) {
                        if (pattern.asText().equals(title)) {
                            return true;
                        }
                    }
                    return false;
                })
                .findFirst();
        if (template.isEmpty()) {
            faults.add(id + ": no template makes " + title);
            return;
        }
        Map<String, String> types = new TreeMap<>();
        collect(template.get().at("/template/mappings/properties"), "", types);
        views.put(id, types);
        titles.put(title, id);
        need(id, id, view.at("/attributes/timeFieldName").asText(), Set.of("date"));
    }

    private static void collect(JsonNode properties, String path, Map<String, String> types) {
        properties.properties().forEach(entry -> {
            JsonNode mapping = entry.getValue();
            String name = path + entry.getKey();
            if (mapping.has("type")) {
                types.put(name, mapping.path("type").asText());
            }
            collect(mapping.path("properties"), name + ".", types);
            collect(mapping.path("fields"), name + ".", types);
        });
    }

    /** @param allowed empty: any type */
    private void need(String where, String view, String field, Set<String> allowed) {
        Map<String, String> types = views.get(view);
        if (types == null) {
            return; // said already
        }
        String type = types.get(field);
        if (type == null) {
            faults.add(where + ": " + view + " has no field " + field);
        } else if (!allowed.isEmpty() && !allowed.contains(type)) {
            faults.add(where + ": " + field + " is " + type + ", and not for that");
        }
    }

    private void search(JsonNode search) {
        String where = search.path("id").asText();
        String view = viewOf(search);
        search.at("/attributes/columns").forEach(column -> need(where, view, column.asText(), Set.of()));
        search.at("/attributes/sort")
                .forEach(sort -> need(where, view, sort.path(0).asText(), GROUPS));
        query(where, view, search);
    }

    private static String viewOf(JsonNode object) {
        return object.at("/references/0/id").asText();
    }

    private void query(String where, String view, JsonNode object) {
        String text = read(object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON"))
                .at("/query/query")
                .asText();
        Matcher field = KQL_FIELD.matcher(text.replaceAll("\"[^\"]*\"", "\"\""));
        while (field.find()) {
            need(where, view, field.group(1), Set.of());
        }
    }

    private void visualization(JsonNode visualization) {
        String where = visualization.path("id").asText();
        JsonNode state = read(visualization.at("/attributes/visState"));
        if (state.path("type").asText().equals("vega")) {
            JsonNode url = read(state.at("/params/spec")).at("/data/url");
            String index = url.path("index").asText();
            String view = titles.get(index);
            if (view == null) {
                faults.add(where + ": there is no data view of " + index);
                return;
            }
            need(where, view, url.path("%timefield%").asText(), Set.of("date"));
            aggregations(where, view, url.at("/body/aggs"));
            return;
        }
        String view = viewOf(visualization);
        state.path("aggs").forEach(agg -> {
            if (!agg.path("type").asText().equals("count")) {
                asks(where, view, agg.path("type").asText(), agg.path("params"));
            }
        });
        query(where, view, visualization);
    }

    private void aggregations(String where, String view, JsonNode aggregations) {
        aggregations.forEach(aggregation -> aggregation.properties().forEach(entry -> {
            switch (entry.getKey()) {
                case "aggs" -> aggregations(where, view, entry.getValue());
                case "filter" ->
                    entry.getValue()
                            .path("term")
                            .fieldNames()
                            .forEachRemaining(field -> need(where, view, field, GROUPS));
                default -> asks(where, view, entry.getKey(), entry.getValue());
            }
        }));
    }

    private void asks(String where, String view, String aggregation, JsonNode parameters) {
        Set<String> allowed = ALLOWED.get(aggregation);
        if (allowed == null) {
            faults.add(where + ": " + aggregation + " is not an aggregation that this test knows");
        } else {
            need(where, view, parameters.path("field").asText(), allowed);
        }
    }

    private static JsonNode read(JsonNode text) {
        try {
            return KibanaObjects.JSON.readTree(text.asText());
        } catch (JsonProcessingException e) {
            return KibanaObjects.JSON.createObjectNode(); // KibanaObjects says so
        }
    }
}
