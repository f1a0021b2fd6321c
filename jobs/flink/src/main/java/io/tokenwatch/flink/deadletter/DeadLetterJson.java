package io.tokenwatch.flink.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A dead letter as one line of JSON, always the same bytes for the same letter, ready for tokenwatch-dead-letters. */
public final class DeadLetterJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DeadLetterJson() {}

    /** UTF-8, without line break. */
    public static byte[] of(DeadLetter letter) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "@timestamp", Instant.ofEpochMilli(letter.time()).toString());
            json.writeStringField("message", letter.reason().code() + ": " + letter.key());
            json.writeObjectFieldStart("error");
            json.writeStringField("type", letter.reason().code());
            json.writeStringField("message", letter.detail());
            json.writeEndObject();
            json.writeObjectFieldStart("dead_letter");
            place(letter, json);
            json.writeNumberField("size", letter.length());
            if (!letter.digest().isEmpty()) {
                json.writeStringField("content_hash", letter.digest());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void place(DeadLetter letter, JsonGenerator json) throws IOException {
        if (letter.isFromKafka()) {
            json.writeStringField("stage", "read");
            json.writeStringField("topic", letter.topic());
            json.writeNumberField("partition", letter.partition());
            json.writeNumberField("offset", letter.offset());
        } else {
            int slash = letter.document().indexOf('/');
            boolean notice = letter.reason().isOfNotice();
            json.writeStringField("stage", notice ? "deliver" : "write");
            json.writeStringField(
                    notice ? "delivery" : "index", letter.document().substring(0, slash));
            json.writeStringField("document_id", letter.document().substring(slash + 1));
        }
    }
}
