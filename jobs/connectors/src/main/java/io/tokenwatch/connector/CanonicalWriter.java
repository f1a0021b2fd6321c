package io.tokenwatch.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** Writes events as canonical NDJSON, which {@link CanonicalReader} reads back: the fields that are there, in the order of {@link Field}. */
public final class CanonicalWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private CanonicalWriter() {}

    /** The event as one line, without line end. */
    public static String line(TokenEvent event) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            for (Field field : Field.values()) {
                Object value = event.value(field);
                if (value != null) {
                    json.writeFieldName(field.fieldName());
                    write(json, field.type(), value);
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, FieldType type, Object value) throws IOException {
        if (value instanceof Long number) {
            if (type.isTime()) {
                json.writeString(Instant.ofEpochMilli(number).toString());
            } else {
                json.writeNumber(number);
            }
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof String[] many) {
            json.writeArray(many, 0, many.length);
        } else {
            json.writeString(value.toString());
        }
    }
}
