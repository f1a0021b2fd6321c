package io.tokenwatch.replay.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenwatch.replay.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code summary.json} says but for the alerts: one text a path, such as {@code provenance.version}. */
final class RunFacts {
    private static final JsonFactory JSON = new JsonFactory();

    /** What an element of a list is told by, rather than by its place. */
    private static final List<String> NAMES = List.of("name", "rule", "format");

    /** Said alert by alert, or twice. */
    private static final Pattern LEFT_OUT = Pattern.compile("alerts|.*_alerts|by_rule.*|rule_pack");

    private RunFacts() {}

    static SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> facts = new TreeMap<>();
        Path file = folder.resolve(ResultFolder.SUMMARY);
        try (JsonParser parser = JSON.createParser(Files.readString(file, UTF_8))) {
            parser.nextToken();
            flatten("", tree(parser), facts);
        }
        facts.keySet().removeIf(path -> LEFT_OUT.matcher(path).matches());
        return facts;
    }

    private static Object tree(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, tree(parser));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(tree(parser));
            }
            return list;
        }
        return String.valueOf(parser.getText());
    }

    private static void flatten(String path, Object value, SortedMap<String, String> facts) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> flatten(path.isEmpty() ? "" + name : path + '.' + name, member, facts));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            for (Object element : list) {
                Map<?, ?> object = (Map<?, ?>) element;
                String name = NAMES.stream()
                        .flatMap(member -> Stream.ofNullable(object.get(member)))
                        .map(Object::toString)
                        .collect(Collectors.joining(" as "));
                facts.put(
                        path + '[' + name + ']',
                        object.entrySet().stream()
                                .filter(member -> !NAMES.contains(String.valueOf(member.getKey())))
                                .map(member -> member.getKey() + " " + member.getValue())
                                .collect(Collectors.joining(", ")));
            }
        } else if (!(value instanceof List<?> list && list.isEmpty())) {
            facts.put(path, value.toString());
        }
    }
}
