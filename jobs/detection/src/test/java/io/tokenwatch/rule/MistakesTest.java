package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenwatch.testing.Rules;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What strangers get wrong in a rule, and what they are told, by the cases in {@code mistakes.yml}. */
class MistakesTest {
    private static Stream<YamlMap> maps(YamlValue value) {
        return value.list().stream().map(element -> element.map().orElseThrow());
    }

    @TestFactory
    Stream<DynamicTest> mistakes() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/mistakes.yml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            YamlValue root = Yaml.parse("mistakes.yml", text, new Faults()).orElseThrow();
            return maps(root).flatMap(group -> maps(group.get("mistakes").orElseThrow())
                    .map(mistake -> dynamicTest(
                            "line " + mistake.place().line(), () -> isTold(group.text("rule", ""), mistake))));
        }
    }

    private static void isTold(String rule, YamlMap mistake) {
        String wrong = rule.replace(mistake.text("instead_of", ""), mistake.text("write", ""));
        assertThat(wrong).isNotEqualTo(rule);
        assertThat(Rules.faults(rule)).isEmpty();
        assertThat(Rules.faults(wrong))
                .extracting(fault -> fault.place() + ": " + fault.message() + ": " + fault.advice())
                .containsExactlyElementsOf(mistake.texts("says"));
    }

    @Test
    void theLineIsShownWithACaretUnderTheColumn() {
        assertThat(
                        Rules.faults(
                                "id: x1\nversion: 1\ntitle: t\ndetection:\n  a: {event_tpe: x}\nsuppress: {by: [subject], for: 1h}"))
                .singleElement()
                .extracting(Fault::toString)
                .isEqualTo("""
                        rule.yml:5:7: 'event_tpe' is no field: did you mean 'event_type'? [TW-R012]
                              a: {event_tpe: x}
                                  ^""");
    }
}
