package io.tokenwatch.writer;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/** One JSON object on one line, in UTF-8. What is empty is left out. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator generator;

    private Json(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Writes the members of an object. */
    interface Members {
        void write(Json json) throws IOException;
    }

    static byte[] document(Members members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (JsonGenerator generator = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            members.write(new Json(generator));
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return out.toByteArray();
    }

    void text(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            generator.writeStringField(name, value);
        }
    }

    void number(String name, long value) throws IOException {
        generator.writeNumberField(name, value);
    }

    /** Milliseconds as seconds with three decimals. */
    void seconds(String name, long millis) throws IOException {
        generator.writeNumberField(name, java.math.BigDecimal.valueOf(millis, 3));
    }

    void flag(String name, boolean value) throws IOException {
        generator.writeBooleanField(name, value);
    }

    void object(String name, Members members) throws IOException {
        generator.writeObjectFieldStart(name);
        members.write(this);
        generator.writeEndObject();
    }

    void texts(String name, Collection<?> values) throws IOException {
        if (values.isEmpty()) {
            return;
        }
        generator.writeArrayFieldStart(name);
        for (Object value : values) {
            generator.writeString(value.toString());
        }
        generator.writeEndArray();
    }

    /** An array with one object per element. */
    <T> void objects(String name, Collection<T> elements, Element<T> writer) throws IOException {
        if (elements.isEmpty()) {
            return;
        }
        generator.writeArrayFieldStart(name);
        for (T element : elements) {
            generator.writeStartObject();
            writer.write(this, element);
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    /** Writes the members of one element. */
    interface Element<T> {
        void write(Json json, T element) throws IOException;
    }

    /** Numbers and flags as what they are, lists as arrays. */
    void values(Map<String, Object> values) throws IOException {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (entry.getValue() instanceof Collection<?> many) {
                texts(entry.getKey(), many);
            } else if (entry.getValue() instanceof Long number) {
                number(entry.getKey(), number);
            } else if (entry.getValue() instanceof Boolean flag) {
                flag(entry.getKey(), flag);
            } else {
                text(entry.getKey(), entry.getValue().toString());
            }
        }
    }
}
