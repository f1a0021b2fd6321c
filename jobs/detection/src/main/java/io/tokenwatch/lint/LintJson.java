package io.tokenwatch.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.yaml.Fault;
import java.io.IOException;
import java.io.StringWriter;

/** Faults as JSON: {@code {"rules": 8, "faults": [{"code": "TW-R012", "file": …, "line": …, …}]}}. */
final class LintJson {
    private LintJson() {}

    static String text(Lint lint) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeNumberField("rules", lint.rules());
            out.writeArrayFieldStart("faults");
            for (Fault fault : lint.faults()) {
                write(fault, out);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(Fault fault, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("code", fault.kind().code());
        out.writeStringField("file", fault.place().file());
        out.writeNumberField("line", fault.place().line());
        out.writeNumberField("column", fault.place().column());
        out.writeStringField("message", fault.message());
        out.writeStringField("advice", fault.advice());
        out.writeStringField("excerpt", fault.excerpt());
        out.writeNumberField("caret", fault.caret());
        out.writeStringField("page", LintFormat.page(fault));
        out.writeEndObject();
    }
}
