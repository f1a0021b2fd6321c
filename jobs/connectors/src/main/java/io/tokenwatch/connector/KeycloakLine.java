package io.tokenwatch.connector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenwatch.connector.text.Attributes;
import io.tokenwatch.connector.text.BoundedJson;
import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one line says, whatever its form.
 *
 * @param time milliseconds since the epoch, {@link TokenEvent#ABSENT} if the line has none
 * @param attributes of the event; empty if the line is another message of the server
 * @param category of the log that wrote the line, null if it does not say
 */
record KeycloakLine(
        long time, Map<String, String> attributes, @Nullable String category) {
    private static final Pattern EVENT = Pattern.compile("(?<![^\\s])type=[\"']?[A-Z]");
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:[.,]\\d{1,9})?(Z|\\s?[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?");
    private static final Pattern CATEGORY =
            Pattern.compile("\\b(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\s+\\[([\\w.$-]+)]");
    private static final Pattern TRACE = Pattern.compile("^(?:at [\\w.$/@]+|Caused by: |Suppressed: |\\.\\.\\. \\d+ )");

    private static final String ADMIN_EVENT = "admin-event";

    /** A log driver wraps the server's JSON once more; nobody wraps it a third time. */
    private static final int DEEPEST_WRAPPING = 2;

    static KeycloakLine parse(String line, ZoneId zone) throws Unreadable {
        return line.startsWith("{") ? json(line, zone, 1) : text(line, zone);
    }

    private static KeycloakLine text(String line, ZoneId zone) throws Unreadable {
        Matcher event = EVENT.matcher(line);
        boolean found = event.find();
        String prefix = found ? line.substring(0, event.start()) : line;
        Matcher category = CATEGORY.matcher(prefix);
        String name = category.find() ? category.group(1) : null;
        if (found && (name == null || name.startsWith("org.keycloak.events"))) {
            return new KeycloakLine(time(prefix, zone), Attributes.parse(line, event.start()), name);
        }
        if (name == null && !TRACE.matcher(line).find()) {
            throw new Unreadable("neither an event (type=...) nor a line of a server log");
        }
        String about = name == null ? "stack-trace" : line.contains("operationType=") ? ADMIN_EVENT : name;
        return new KeycloakLine(TokenEvent.ABSENT, Map.of(), about);
    }

    /**
     * The last time before the event that has a zone (a container runtime may write one before Keycloak's), else the
     * last.
     */
    private static long time(String prefix, ZoneId zone) {
        Matcher matcher = TIME.matcher(prefix);
        String best = null;
        boolean zoned = false;
        while (matcher.find()) {
            if (matcher.group(1) != null || !zoned) {
                best = matcher.group();
                zoned |= matcher.group(1) != null;
            }
        }
        return best == null ? TokenEvent.ABSENT : Timestamps.logged(best, zone);
    }

    private static KeycloakLine json(String line, ZoneId zone, int depth) throws Unreadable {
        Map<String, String> values = values(line);
        String message = first(values, "message", "log", "msg");
        String stamp = first(values, "timestamp", "@timestamp", "time");
        long outer = stamp == null ? TokenEvent.ABSENT : instant(stamp, zone);
        if (message == null) {
            return event(outer, values);
        }
        String inside = message.trim();
        if (inside.startsWith("{") && depth == DEEPEST_WRAPPING) {
            throw new Unreadable("JSON wrapped more than twice");
        }
        String logger = values.get("loggerName");
        if (logger != null && !logger.startsWith("org.keycloak.events")) {
            return new KeycloakLine(outer, Map.of(), logger);
        }
        boolean wrapped = inside.startsWith("{");
        KeycloakLine inner = wrapped ? json(inside, zone, depth + 1) : text(inside, zone);
        // The server's own time is nearer to the event than that of who shipped it, but in a text it may lack a zone.
        boolean own = outer == TokenEvent.ABSENT || (wrapped && inner.time != TokenEvent.ABSENT);
        return new KeycloakLine(own ? inner.time : outer, inner.attributes, inner.category);
    }

    /** An event as the REST API writes it, or anything else. */
    private static KeycloakLine event(long time, Map<String, String> values) throws Unreadable {
        if (values.containsKey("operationType")) {
            return new KeycloakLine(time, Map.of(), ADMIN_EVENT);
        }
        if (!values.containsKey("type") || !values.containsKey("realmId")) {
            throw new Unreadable("JSON without a message, and without the type and realmId of an event");
        }
        return new KeycloakLine(time, values, null);
    }

    /** The scalars of the object and of its "details", which do not replace those of the object. */
    private static Map<String, String> values(String line) throws Unreadable {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> details = new LinkedHashMap<>();
        try (JsonParser parser = BoundedJson.FACTORY.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT && name.equals("details")) {
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        String detail = parser.currentName();
                        parser.nextToken();
                        keep(details, detail, parser);
                    }
                } else {
                    keep(values, name, parser);
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new Unreadable("text after the JSON object");
            }
        } catch (IOException e) {
            throw new Unreadable("no well-formed JSON within its bounds (depth 32, string 8 KB)");
        }
        details.forEach(values::putIfAbsent);
        return values;
    }

    private static void keep(Map<String, String> values, String name, JsonParser parser) throws IOException {
        JsonToken value = parser.currentToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            values.putIfAbsent(name, parser.getText());
        } else {
            parser.skipChildren();
        }
    }

    private static long instant(String stamp, ZoneId zone) {
        try {
            return stamp.length() == 13 && stamp.chars().allMatch(Character::isDigit)
                    ? Long.parseLong(stamp)
                    : Timestamps.logged(stamp, zone);
        } catch (NumberFormatException e) {
            return TokenEvent.ABSENT;
        }
    }

    private static @Nullable String first(Map<String, String> values, String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
