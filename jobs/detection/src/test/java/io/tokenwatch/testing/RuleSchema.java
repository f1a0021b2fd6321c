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

/** What an editor says of a rule or a list, by its JSON Schema. */
public final class RuleSchema {
    private static final JsonSchema RULE = schema("/rule.v1.schema.json");
    private static final JsonSchema LIST = schema("/list.v1.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private RuleSchema() {}

    private static JsonSchema schema(String resource) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(RuleSchema.class.getResourceAsStream(resource));
    }

    /** {@code accepts}, {@code rejects}, or {@code cannot read} what is no YAML. */
    public static String verdict(String text) {
        try {
            return faults(text).isEmpty() ? "accepts" : "rejects";
        } catch (YamlEngineException e) {
            return "cannot read";
        }
    }

    public static List<String> faults(String text) {
        return faults(RULE, text);
    }

    /** As {@link #faults(String)}, of a list if the file is one. */
    public static List<String> faultsOfFile(String name, String text) {
        return faults(name.startsWith("lists/") ? LIST : RULE, text);
    }

    private static List<String> faults(JsonSchema schema, String text) {
        JsonNode rule = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
        return schema.validate(rule).stream().map(ValidationMessage::getMessage).toList();
    }
}
