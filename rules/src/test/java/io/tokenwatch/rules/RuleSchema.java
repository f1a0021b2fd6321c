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
    private static final JsonSchema SCHEMA = load("/rule.v1.schema.json");
    private static final JsonSchema LIST = load("/list.v1.schema.json");

    private RuleSchema() {}

    private static JsonSchema load(String contract) {
        try (InputStream in = RuleSchema.class.getResourceAsStream(contract)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> faults(RuleFile rule) {
        return faults(SCHEMA, rule);
    }

    static List<String> faultsOfList(RuleFile list) {
        return faults(LIST, list);
    }

    private static List<String> faults(JsonSchema schema, RuleFile file) {
        return schema.validate(file.yaml()).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
