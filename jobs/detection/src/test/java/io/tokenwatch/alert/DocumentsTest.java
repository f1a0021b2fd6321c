package io.tokenwatch.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Held;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.testing.DocumentContract;
import io.tokenwatch.testing.Events;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents of an alert are contracts: beside each rule of {@code documents} stands what its tests come to. If that differs and is meant,
 * run with {@code -Dtokenwatch.write=true} and read the difference.
 */
class DocumentsTest {
    private static final Path FOLDER = Path.of("src/test/resources/documents");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DocumentContract STATE = new DocumentContract("tokenwatch-alerts");
    private static final DocumentContract TRANSITION = new DocumentContract("tokenwatch-alert-transitions");

    private record Told(Alert alert, Change change) {
        byte[] document() {
            long then = alert.lastTime();
            return EcsAlert.document(
                    alert, change, new Run("live", "r1", "00ff", then + 500, then + 1_750, alert.warm(Long.MIN_VALUE)));
        }
    }

    static Stream<Rule> rules() {
        return RuleFiles.load(FOLDER).compile().rules().stream();
    }

    private static List<Told> told(Rule rule, RuleTest test) {
        List<Told> told = new ArrayList<>();
        LocalEngine engine = new LocalEngine(
                PackLog.of(RulePack.of(List.of(rule))), (alert, change) -> told.add(new Told(alert, change)));
        test.from().ifPresent(engine::observe);
        test.until().ifPresent(engine::reach);
        test.given().forEach(engine::accept);
        test.until().ifPresent(until -> {
            engine.advance(until);
            engine.sweep();
        });
        assertThat(engine.alerts()).isNotEmpty();
        return told;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void areThoseThatStandBesideTheRule(Rule rule) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        for (RuleTest test : RuleTestReader.read(rule)) {
            for (Told each : told(rule, test)) {
                documents.add(JSON.readTree(each.document()));
            }
        }
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(documents) + "\n";
        Written.isSame(FOLDER.resolve(rule.id() + ".json"), text);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void keepToTheTemplatesAndToEcs(Rule rule) {
        for (RuleTest test : RuleTestReader.read(rule)) {
            assertThat(told(rule, test)).isNotEmpty().allSatisfy(each -> {
                assertThat(STATE.faults(each.document())).isEmpty();
                assertThat(TRANSITION.faults(each.document())).isEmpty();
            });
        }
    }

    /** Every field of an event, in a key and in evidence. */
    @Test
    void keepToTheTemplatesWhateverARuleCaptures() {
        String fields = Arrays.stream(Field.values()).map(Field::fieldName).collect(Collectors.joining(", "));
        Rule rule = Rules.rule("""
                id: everything
                version: 1
                title: everything
                status: test
                tags: [attack.t1110.001, attack.t1528, owasp.nhi2]
                detection: {any: {event_type: token.validated}}
                fields: [%s]
                suppress: {by: [client_id], for: 1h}
                """.formatted(fields));
        List<Told> told = new ArrayList<>();
        LocalEngine engine = new LocalEngine(
                PackLog.of(RulePack.of(List.of(rule))), (alert, change) -> told.add(new Told(alert, change)));
        var event = Events.event("e1", 1_000, "token.validated");
        for (Field field : Field.values()) {
            if (!event.has(field)) {
                event = Events.with(event, field.fieldName(), value(field));
            }
        }
        engine.accept(event);
        assertThat(engine.alerts()).hasSize(1);
        assertThat(told).singleElement().satisfies(each -> {
            assertThat(STATE.faults(each.document())).isEmpty();
            JsonNode document = read(each.document());
            assertThat(document.at("/source/as/number").asLong()).isEqualTo(7);
            assertThat(document.at("/oauth/token/binding").asText()).isEqualTo("dpop");
            assertThat(document.at("/oauth/alert/evidence/0/fields").size()).isGreaterThan(60);
        });
    }

    private static Object value(Field field) {
        return switch (field.type()) {
            case TEXT, CASELESS -> "text of " + field;
            case ADDRESS -> "198.51.100.7";
            case TEXTS -> "one two";
            case NUMBER -> 7L;
            case DECIMAL -> 0.5;
            case FLAG -> true;
            case TIME, SECONDS -> 1_000L;
        };
    }

    @Test
    void whatAMaintenanceWindowHoldsBackIsNoAlertYet() {
        Told opened = opened();
        Run run = new Run("live", "r", "p", 0, 0, true, new Held("rotation", "platform", 60_000, false));
        JsonNode held = read(EcsAlert.document(opened.alert(), Change.OPENED, run));
        assertThat(held.at("/event/kind").asText()).isEqualTo("event");
        assertThat(held.at("/event/action").asText()).isEqualTo("suppressed");
        assertThat(held.at("/oauth/alert/maintenance/until").asText()).isEqualTo("1970-01-01T00:01:00Z");

        Run after = new Run("live", "r", "p", 0, 0, true, new Held("rotation", "platform", 60_000, true));
        JsonNode told = read(EcsAlert.document(opened.alert(), Change.OPENED, after));
        assertThat(told.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(told.at("/event/action").asText()).isEqualTo("opened");
        assertThat(told.at("/oauth/alert/maintenance/name").asText()).isEqualTo("rotation");
        assertThat(STATE.faults(told.toString().getBytes(UTF_8))).isEmpty();
    }

    private static Told opened() {
        Rule rule = rules().filter(each -> each.id().equals("after-revocation"))
                .findFirst()
                .orElseThrow();
        return told(rule, RuleTestReader.read(rule).get(0)).get(0);
    }

    /** So that the tests above can fail. */
    @Test
    void aStrangeFieldAWrongTypeAndAListWouldBeNoticed() {
        ObjectNode document = (ObjectNode) read(opened().document());
        document.put("surprise", 1);
        document.withObject("/event")
                .put("severity", "high")
                .put("kind", "alarm")
                .putArray("action")
                .add("a");
        document.withObject("/threat/technique").put("id", "T1");
        document.withObject("/oauth/alert").put("bucket_start", "yesterday").put("because", "x");
        assertThat(STATE.faults(document.toString().getBytes(UTF_8)))
                .containsExactlyInAnyOrder(
                        "surprise is in no template",
                        "event.severity is no long: \"high\"",
                        "event.kind may not be \"alarm\"",
                        "event.action is a list",
                        "threat.technique.id is no list",
                        "oauth.alert.bucket_start is no date: \"yesterday\"",
                        "oauth.alert.because is in no template");
    }

    private static JsonNode read(byte[] document) {
        try {
            return JSON.readTree(document);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
