package io.tokenwatch.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A JSON Schema (2020-12) and what it says of documents. */
final class JsonContract {
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig POINTERS =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

    private final JsonSchema schema;

    private JsonContract(JsonSchema schema) {
        this.schema = schema;
    }

    static JsonContract of(String contract) {
        return new JsonContract(FACTORY.getSchema(read(Resources.contract(contract)), POINTERS));
    }

    /** The schema of schemas. */
    static JsonContract ofSchemas() {
        return new JsonContract(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012), POINTERS));
    }

    /** One line per fault, each starting with the place, such as {@code /correlation/type: …}. */
    List<String> faults(JsonNode document) {
        return schema.validate(document).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    static JsonNode read(Path json) {
        return parse(Resources.text(json));
    }

    static JsonNode parse(String json) {
        try {
            return STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** YAML 1.2, as the rules are read. */
    static JsonNode readYaml(Path yaml) {
        Object document =
                new Load(LoadSettings.builder().setLabel(yaml.toString()).build()).loadFromString(Resources.text(yaml));
        return STRICT.valueToTree(document);
    }
}
