package io.tokenwatch.flink.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokenwatch.event.Field;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.Published;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackReportTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final RuleFiles BASE = Traffic.rules(Traffic.FAILURES);
    private static final RuleFiles NEXT = Traffic.rules(Traffic.DENIED);

    private final PackHistory history = new PackHistory(KnownPacks.base(BASE));
    private final PackReport report = new PackReport("test", EnumSet.complementOf(EnumSet.of(Field.OUTCOME)));
    private final List<String> lines = new ArrayList<>();
    private final Map<String, JsonNode> documents = new TreeMap<>();

    PackReportTest() {
        PackNews.listen("test", lines::add);
    }

    @AfterEach
    void stopListening() {
        PackNews.forget("test");
    }

    private void offer(RuleFiles files, long now) {
        PackRecord record = new PackRecord(now, PackJson.of(new Published(new Pack(files, "test"), now + 5_000, now)));
        report.heard(record, history.offer(record.json(), record.appended()), now);
    }

    private void due(long now) throws Exception {
        for (DocumentWrite write : report.due(history.log(), now)) {
            documents.put(write.id(), new ObjectMapper().readTree(write.json()));
        }
    }

    private JsonNode document(String id) {
        return documents.getOrDefault(id, MissingNode.getInstance());
    }

    private String state(RuleFiles files, long from) {
        String hash = files.equals(BASE) ? "base" : files.hash() + "-" + from;
        return document("pack-" + hash).path("pack").path("state").asText();
    }

    @Test
    void aPackIsAcceptedThenInForceAndTheOneBeforeSuperseded() throws Exception {
        due(NOW);
        offer(NEXT, NOW);
        due(NOW + 4_999);
        assertThat(state(BASE, 0)).isEqualTo("in_force");
        assertThat(state(NEXT, NOW + 5_000)).isEqualTo("accepted");
        due(NOW + 5_000);
        assertThat(state(BASE, 0)).isEqualTo("superseded");
        assertThat(state(NEXT, NOW + 5_000)).isEqualTo("in_force");
        assertThat(lines).anyMatch(line -> line.contains(NEXT.hash() + " is in force since"));
    }

    @Test
    void aRefusedPackSaysWhereAndWhyAndTheOldOneStays() throws Exception {
        due(NOW);
        RuleFiles broken = Traffic.rules(Traffic.DENIED.replace("outcome", "outcom"));
        offer(broken, NOW);
        due(NOW + 9_000);
        assertThat(state(BASE, 0)).isEqualTo("in_force");
        assertThat(state(broken, NOW + 5_000)).isEqualTo("refused");
        JsonNode error = document("pack-" + broken.hash() + "-" + (NOW + 5_000)).at("/pack/errors/0");
        assertThat(error.path("file").asText()).isEqualTo("denied.yml");
        assertThat(error.path("line").asInt()).isEqualTo(4);
        assertThat(error.path("column").asInt()).isPositive();
        assertThat(lines).anyMatch(line -> line.contains("refused, the one in force stays: denied.yml:4:"));
    }

    @Test
    void aRuleThatNothingCanFeedIsNotEvaluable() throws Exception {
        due(NOW);
        JsonNode rule = document("rule-failures").path("rule");
        assertThat(rule.path("evaluable").asBoolean(true)).isFalse();
        assertThat(rule.path("lacks").get(0).asText()).isEqualTo("outcome");
        assertThat(lines).contains("the rule failures is not evaluable: no topic has outcome");
    }
}
