package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Which log was read.
 *
 * @param name as it was given
 * @param format it was read as
 * @param bytes as stored, compressed or not
 * @param sha256 of those bytes, in hexadecimal
 * @param records in it, every event of a record counted
 */
public record InputDigest(String name, String format, long bytes, String sha256, long records) {
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("format", format);
        json.writeNumberField("bytes", bytes);
        json.writeStringField("sha256", sha256);
        json.writeNumberField("records", records);
        json.writeEndObject();
    }
}
