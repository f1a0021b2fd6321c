package io.tokenwatch.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.event.Field;
import io.tokenwatch.lint.Lint;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.sigma.SigmaImport.Imported;
import io.tokenwatch.testing.RuleSchema;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.testing.Written;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules as SigmaHQ writes them, in {@code sigma/NAME.yml}; beside each what came of it, and what was said. */
class SigmaImportTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/sigma");

    @TempDir
    private Path folder;

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Imported imported(Path example) {
        return SigmaImport.of(example.getFileName().toString(), Written.text(example));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void becomesTheRulesThatAreWrittenBesideIt(Path example) {
        Imported imported = imported(example);
        String notes = imported.notes().stream().map(note -> note + "\n").collect(Collectors.joining());
        String rules = imported.rules().entrySet().stream()
                .map(rule -> "\n--- " + rule.getKey() + ".yml\n" + rule.getValue())
                .collect(Collectors.joining());
        String verdict = (imported.isWhole() ? "all maps" : "not all maps") + "; partly " + imported.partly()
                + "; not written " + imported.unwritten() + "\n";
        Written.isSame(Path.of(example.toString().replace(".yml", ".txt")), verdict + notes + rules);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsWrittenPassesLintAndTheSchema(Path example) {
        imported(example).rules().forEach((id, text) -> {
            Written.write(folder.resolve("sigma/" + id + ".yml"), text);
            assertThat(RuleSchema.faults(text)).as(id).isEmpty();
            assertThat(Lint.of(folder).faults()).isEmpty();
        });
    }

    @Test
    void aPlainRuleWithCanonicalNamesIsARuleAsItIs() {
        String text = Written.text(EXAMPLES.resolve("canonical-names.yml"));
        Written.write(folder.resolve("any_name.yml"), text);

        assertThat(Lint.of(folder)).isEqualTo(new Lint(1, List.of()));
        assertThat(RuleSchema.faults(text)).isEmpty();
    }

    @Test
    void anImportedRuleAlertsOnEachEventOfItsLogAndNoOther() {
        String rule = imported(EXAMPLES.resolve("okta-refresh-reuse.yml"))
                        .rules()
                        .values()
                        .iterator()
                        .next() + """
                tests:
                  - name: two of its log, one of another
                    given:
                      - {at: 0s, source: okta, event_type: token.refreshed, outcome: failure, deny_reason: reuse}
                      - {at: 1s, source: okta-eu, event_type: token.refreshed, outcome: failure, deny_reason: reuse}
                      - {at: 2s, source: keycloak, event_type: token.refreshed, outcome: failure, deny_reason: reuse}
                    expect: [{at: 0s}, {at: 1s}]
                """;
        Rule compiled = Rules.rule(rule);

        assertThat(RuleTestReader.read(compiled)).singleElement().satisfies(test -> assertThat(
                        RuleTestRun.failures(compiled, test))
                .isEmpty());
    }

    @Test
    void aFileThatIsNoYamlSaysWhere() {
        assertThatThrownBy(() -> SigmaImport.of("broken.yml", "title: [a\n"))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("broken.yml:1:");
    }

    @Test
    void theMappingNamesCanonicalFieldsOnly() {
        for (String product : SigmaLog.products()) {
            for (String service : List.of("", "signinlogs", "auditlogs", "riskdetection", "cloudtrail")) {
                SigmaLog log = SigmaLog.of(product, service);
                assertThat(log.always().keySet())
                        .allMatch(name -> Field.of(name).isPresent());
                log.fields().values().forEach(field -> {
                    assertThat(field.isDirect()).isNotEqualTo(!field.values().isEmpty());
                    assertThat(Stream.concat(Stream.of(field.rest()), field.values().values().stream())
                                    .flatMap(says -> says.keySet().stream()))
                            .allMatch(name -> Field.of(name).isPresent());
                    assertThat(field.to())
                            .matches(name -> name.isEmpty() || Field.of(name).isPresent());
                });
            }
        }
    }
}
