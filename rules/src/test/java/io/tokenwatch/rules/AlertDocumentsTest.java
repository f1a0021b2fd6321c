package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.testing.DocumentContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents that the tests of every shipped rule come to: ECS, the templates, and what an analyst must find in them. */
class AlertDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentContract CONTRACT = new DocumentContract("tokenwatch-alerts");

    static Stream<Rule> rules() {
        return RulePack.load(RuleFile.ROOT).active().stream();
    }

    private static List<byte[]> documents(Rule rule) {
        List<byte[]> documents = new ArrayList<>();
        EcsAlert writer = new EcsAlert();
        EcsAlert.Run run = new EcsAlert.Run("live", "r", "pack", 1, 2, true);
        for (RuleTest test : RuleTestReader.read(rule)) {
            LocalEngine engine = new LocalEngine(
                    PackLog.of(RulePack.of(List.of(rule))),
                    (alert, change) -> documents.add(writer.write(alert, change, run)));
            test.from().ifPresent(engine::observe);
            test.until().ifPresent(engine::reach);
            test.given().forEach(engine::accept);
            engine.alerts();
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void sayAllThatTheyMust(Rule rule) {
        assertThat(documents(rule)).isNotEmpty().allSatisfy(document -> {
            assertThat(CONTRACT.faults(document)).isEmpty();
            JsonNode json = read(document);
            assertThat(json.at("/message").asText()).isEqualTo(rule.title());
            assertThat(json.at("/event/severity").asInt()).isIn(21, 47, 73, 99);
            assertThat(json.at("/oauth/alert/actions"))
                    .as("steps of the runbook")
                    .isNotEmpty();
            assertThat(json.at("/oauth/alert/nhi")).isNotEmpty();
            assertThat(json.at("/threat/technique/name")).isNotEmpty();
            if (!json.at("/oauth/alert/retracted").asBoolean()) {
                assertThat(json.at("/oauth/alert/why")).isNotEmpty();
                assertThat(json.at("/oauth/alert/evidence")).isNotEmpty();
                assertThat(json.at("/oauth/alert/evidence").findValuesAsText("role"))
                        .contains("trigger")
                        .isSubsetOf("trigger", "baseline", "revocation");
            }
        });
    }

    /** An analyst, and a SIEM that groups by it, reads the title first: it must not change with each update. */
    @Test
    void theTitleHasNoNumberThatCouldChange() {
        assertThat(rules().map(Rule::title)).noneMatch(title -> title.contains("%") || title.contains("{"));
    }

    private static JsonNode read(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
