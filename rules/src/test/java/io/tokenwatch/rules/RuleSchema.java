package io.tokenwatch.rules;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The contract that editors know a rule by. */
final class RuleSchema {
    private static final JsonSchema SCHEMA = load();

    private RuleSchema() {}

    private static JsonSchema load() {
        try (InputStream in = RuleSchema.class.getResourceAsStream("/rule.v1.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> faults(RuleFile rule) {
        return SCHEMA.validate(rule.yaml()).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
