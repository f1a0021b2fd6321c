package io.tokenwatch.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.yaml.Fault;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;

/** Faults as SARIF 2.1.0. */
final class LintSarif {
    private LintSarif() {}

    static String text(Lint lint, Path folder) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeStringField("version", "2.1.0");
            out.writeArrayFieldStart("runs");
            out.writeStartObject();
            out.writeObjectFieldStart("tool");
            out.writeObjectFieldStart("driver");
            out.writeStringField("name", "tokenwatch rules lint");
            out.writeEndObject();
            out.writeEndObject();
            out.writeStringField("columnKind", "unicodeCodePoints");
            out.writeArrayFieldStart("results");
            for (Fault fault : lint.faults()) {
                write(fault, folder, out);
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(Fault fault, Path folder, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("ruleId", fault.kind().code());
        out.writeStringField("level", "error");
        out.writeObjectFieldStart("message");
        out.writeStringField("text", fault.sentence());
        out.writeEndObject();
        out.writeArrayFieldStart("locations");
        out.writeStartObject();
        out.writeObjectFieldStart("physicalLocation");
        out.writeObjectFieldStart("artifactLocation");
        Path file = Path.of(fault.place().file());
        Path named = file.startsWith(folder) ? file : folder.resolve(file);
        out.writeStringField("uri", named.toString().replace('\\', '/'));
        out.writeEndObject();
        if (fault.place().line() > 0) {
            out.writeObjectFieldStart("region");
            out.writeNumberField("startLine", fault.place().line());
            out.writeNumberField("startColumn", fault.place().column());
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }
}
