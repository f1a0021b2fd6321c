package io.tokenwatch.connector.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tokenwatch.connector.text.BoundedJson;
import io.tokenwatch.connector.text.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as maps, lists and texts, within {@link BoundedJson}'s bounds. Numbers and flags are texts as they are written; null is
 * left out.
 */
public final class JsonTree {
    private JsonTree() {}

    /** @throws Unreadable if it is not one JSON object, or one of its names appears twice: an attacker would choose which counts */
    public static Map<String, Object> object(String json) throws Unreadable {
        try (JsonParser parser = BoundedJson.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("no JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("text after the JSON object");
            }
            return object;
        } catch (StreamConstraintsException e) {
            throw new Unreadable("JSON beyond its bounds (depth 32, string 8 KB, number 64 digits, name 256 B)");
        } catch (IOException e) {
            throw new Unreadable("no well-formed JSON");
        }
    }

    /** What a text holds that itself is a JSON object or array. */
    static Object inText(String json) throws Unreadable {
        if (json.startsWith("{")) {
            return object(json);
        }
        Object array = object("{\"\":" + json + "}").get("");
        return array == null ? List.of() : array;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException, Unreadable {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL && object.put(name, value(parser)) != null) {
                throw new Unreadable("a name appears twice in a JSON object");
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser) throws IOException, Unreadable {
        List<Object> array = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next != JsonToken.VALUE_NULL) {
                array.add(value(parser));
            }
        }
        return array;
    }

    private static Object value(JsonParser parser) throws IOException, Unreadable {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> parser.getText();
        };
    }
}
