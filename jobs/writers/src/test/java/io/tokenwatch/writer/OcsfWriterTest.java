package io.tokenwatch.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.alert.AlertSink.Change;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OcsfWriterTest extends WriterContract {
    private final OcsfSchema schema = OcsfSchema.shipped();

    @Override
    AlertWriter writer() {
        return AlertWriters.of("ocsf", Map.of());
    }

    @Override
    Map<String, String> read(byte[] document) throws IOException {
        JsonNode tree = JsonReader.tree(document);
        assertThat(schema.faults(tree)).isEmpty();
        return JsonReader.fields(tree, "/resources/0/uid", "/finding_info/desc");
    }

    @Override
    String shown(byte[] document) throws IOException {
        return JsonReader.pretty(document);
    }

    @Test
    void everyChangeFitsTheSchema() throws IOException {
        for (Change change : Change.values()) {
            byte[] document = change == Change.RETRACTED
                    ? writer().write(Samples.retracted(Samples.ordinary()), change, Samples.RUN)
                    : writer().write(Samples.ordinary(), change, Samples.RUN);
            JsonNode tree = JsonReader.tree(document);
            assertThat(schema.faults(tree)).isEmpty();
            assertThat(tree.get("metadata").get("version").asText()).isEqualTo(schema.version());
        }
    }

    @Test
    void theSchemaFindsWhatIsWrong() throws IOException {
        ObjectNode tree = (ObjectNode) JsonReader.tree(write(Samples.ordinary()));
        tree.remove("severity_id");
        tree.put("invented", 1);
        tree.put("status_id", 77);
        tree.put("time", "now");
        ((ObjectNode) tree.get("finding_info")).remove("uid");
        ((ObjectNode) tree.get("evidences").get(0)).removeAll();
        assertThat(schema.faults(tree))
                .containsExactlyInAnyOrder(
                        "/severity_id is required",
                        "/invented is no attribute of detection_finding",
                        "/status_id 77 is none of its values",
                        "/time is no timestamp_t",
                        "/finding_info/uid is required",
                        "/evidences/0 has none of actor, api, data, src_endpoint, user");
    }
}
