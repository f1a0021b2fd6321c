package io.tokenwatch.replay.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An alert as a run wrote it.
 *
 * @param line as it stands in the file
 * @param parts the JSON of each of its members, and its {@code mode}: alert or shadow
 */
record RunAlert(String line, Map<String, String> parts) {
    private static final JsonFactory JSON = new JsonFactory();

    /** @throws IOException if it is no alert of ours */
    static RunAlert read(String line, String mode) throws IOException {
        Map<String, String> parts = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                StringWriter json = new StringWriter();
                try (JsonGenerator copy = JSON.createGenerator(json)) {
                    copy.copyCurrentStructure(parser);
                }
                parts.put(name, json.toString());
            }
        }
        parts.put("mode", '"' + mode + '"');
        if (!parts.keySet().containsAll(List.of("alert_id", "rule_id", "time", "key"))) {
            throw new IOException("no alert: it lacks one of alert_id, rule_id, time, key");
        }
        return new RunAlert(line, parts);
    }

    String id() {
        return text("alert_id");
    }

    String rule() {
        return text("rule_id");
    }

    String text(String part) {
        String json = Objects.requireNonNullElse(parts.get(part), "");
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    /** The parts that differ, by name. */
    List<String> differs(RunAlert other) {
        TreeSet<String> names = new TreeSet<>(parts.keySet());
        names.addAll(other.parts.keySet());
        List<String> differs = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(parts.get(name), other.parts.get(name))) {
                differs.add(name);
            }
        }
        return differs;
    }
}
