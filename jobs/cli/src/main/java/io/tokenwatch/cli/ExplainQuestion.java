package io.tokenwatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.yaml.Nearest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values that an event must show to be asked about. Raw token ids are hashed as those of the events are. */
final class ExplainQuestion {
    private final Map<Field, Object> wanted = new LinkedHashMap<>();
    private final String words;

    private ExplainQuestion(String words) {
        this.words = words;
    }

    /** About one event. */
    static ExplainQuestion ofEvent(String id) {
        ExplainQuestion question = new ExplainQuestion("event " + id);
        question.wanted.put(Field.EVENT_ID, id);
        return question;
    }

    /**
     * About a key.
     *
     * @throws UsageException if one is no field, or its value not one of the field's
     */
    static ExplainQuestion ofKey(Map<String, String> key, Settings reading) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("event_type", "token.validated");
            json.writeStringField("event_time", "2026-01-01T00:00:00Z");
            for (Map.Entry<String, String> part : key.entrySet()) {
                write(json, field(part.getKey()), part.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TokenEvent[] event = new TokenEvent[1];
        try {
            Connectors.of("canonical").open(reading).read(line.toString(), read -> event[0] = read.copy());
        } catch (Unreadable e) {
            throw new UsageException("--key: " + e.reason(), e);
        }
        ExplainQuestion question = new ExplainQuestion("key " + key);
        key.keySet().forEach(name -> {
            Field field = field(name);
            question.wanted.put(field, Objects.requireNonNull(event[0].value(field), name));
        });
        return question;
    }

    private static Field field(String name) {
        List<String> known = Arrays.stream(Field.values()).map(Field::fieldName).toList();
        return Field.of(name)
                .orElseThrow(
                        () -> new UsageException("--key: '" + name + "' is no field: " + Nearest.advice(name, known)));
    }

    private static void write(JsonGenerator json, Field field, String value) throws IOException {
        json.writeFieldName(field.fieldName());
        if (field.type().isNumber() && value.matches("-?[0-9]{1,18}(\\.[0-9]+)?|true|false")) {
            json.writeRawValue(value);
        } else {
            json.writeString(value);
        }
    }

    boolean isAbout(TokenEvent event) {
        return wanted.entrySet().stream().allMatch(part -> isSame(event.value(part.getKey()), part.getValue()));
    }

    /** Of an array, any element, or each of several. */
    private static boolean isSame(@Nullable Object value, Object wanted) {
        if (value instanceof String[] many) {
            List<Object> elements = List.of((Object[]) many);
            return wanted instanceof String[] several
                    ? elements.containsAll(List.of((Object[]) several))
                    : elements.contains(wanted);
        }
        return wanted.equals(value);
    }

    /** Whether nothing in the alert's key says that it is about something else. */
    boolean mayBeAbout(Alert alert) {
        return wanted.entrySet().stream().allMatch(part -> {
            Object value = part.getKey() == Field.TENANT
                    ? alert.tenant()
                    : alert.key().get(part.getKey().fieldName());
            return value == null || part.getValue() instanceof String[] || value.equals(part.getValue());
        });
    }

    @Override
    public String toString() {
        return words;
    }
}
