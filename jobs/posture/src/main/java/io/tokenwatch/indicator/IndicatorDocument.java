package io.tokenwatch.indicator;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.indicator.Indicator.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A cell and its tally as the template {@code tokenwatch-indicators} has them. */
public final class IndicatorDocument {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy.MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    private IndicatorDocument() {}

    /** Where the cell's document goes. */
    public static String index(Cell cell) {
        return "tokenwatch-indicators-" + MONTH.format(Instant.ofEpochMilli(cell.minute()));
    }

    /** UTF-8 JSON. */
    public static byte[] of(Cell cell, Tally tally) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("@timestamp", Iso.text(cell.minute()));
            if (cell.tenant() != null) {
                json.writeObjectFieldStart("organization");
                text(json, "id", cell.tenant());
                json.writeEndObject();
            }
            if (cell.issuer() != null || cell.client() != null) {
                json.writeObjectFieldStart("oauth");
                text(json, "issuer", cell.issuer());
                if (cell.client() != null) {
                    json.writeObjectFieldStart("client");
                    text(json, "id", cell.client());
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
            indicator(json, cell, tally);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot be written to", e);
        }
        return out.toByteArray();
    }

    private static void indicator(JsonGenerator json, Cell cell, Tally tally) throws IOException {
        Indicator indicator = cell.indicator();
        json.writeObjectFieldStart("indicator");
        json.writeStringField("id", indicator.id());
        json.writeStringField("name", indicator.word());
        json.writeStringField("kind", indicator.kind().word());
        text(json, "resource_server", cell.resourceServer());
        text(json, "source", cell.source());
        text(json, "rule", cell.rule());
        if (indicator.kind() == Kind.COUNT) {
            json.writeNumberField("count", tally.total());
        } else {
            json.writeNumberField("good", tally.good());
            json.writeNumberField("total", tally.total());
            if (indicator.target() > 0) {
                json.writeNumberField("target", indicator.target());
            }
        }
        if (indicator.kind() == Kind.LATENCY) {
            json.writeNumberField("target_ms", indicator.targetMillis());
            json.writeNumberField("sum_ms", tally.sumMillis());
            latency(json, tally);
        }
        json.writeEndObject();
    }

    private static void latency(JsonGenerator json, Tally tally) throws IOException {
        json.writeObjectFieldStart("latency");
        json.writeArrayFieldStart("values");
        for (double value : tally.latencies().keySet()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("counts");
        for (long count : tally.latencies().values()) {
            json.writeNumber(count);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
