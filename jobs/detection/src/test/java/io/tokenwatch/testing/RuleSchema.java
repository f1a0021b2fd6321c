package io.tokenwatch.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** What an editor says of a rule, by its JSON Schema. */
public final class RuleSchema {
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(RuleSchema.class.getResourceAsStream("/rule.v1.schema.json"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleSchema() {}

    /** {@code accepts}, {@code rejects}, or {@code cannot read} what is no YAML. */
    public static String verdict(String text) {
        try {
            return faults(text).isEmpty() ? "accepts" : "rejects";
        } catch (YamlEngineException e) {
            return "cannot read";
        }
    }

    public static List<String> faults(String text) {
        JsonNode rule = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        return SCHEMA.validate(rule).stream().map(ValidationMessage::getMessage).toList();
    }
}
