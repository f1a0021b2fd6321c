package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code rules lint} and {@code rules import}, as a shell sees them. */
class RulesCommandTest extends CommandTest {
    private static final String SIGMA = """
            title: Okta Refresh Token Reused
            logsource: {product: okta}
            detection:
              selection: {eventtype: app.oauth2.as.token.detect_reuse}
              condition: selection
            level: high
            """;

    @Test
    void lintTellsEveryFaultOfEveryFileThoseOfTestsToo() throws IOException {
        write("rules/one.yml", "id: one\nversion: x\ntests: [{name: n, given: [{at: soon}], expect: []}]\n");
        write("rules/two.yml", "id: two\n\tversion: 1\n");

        assertThat(tokenwatch("rules", "lint", folder.resolve("rules").toString()))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString())
                .contains("one.yml:2:10: a whole number belongs here, not 'x'")
                .contains("one.yml:1:1: 'title' is missing")
                .contains("one.yml:3:32: 'soon' is no offset")
                .contains("two.yml:2:1: a tab indents this line: indent with spaces [TW-R002]")
                .endsWith("each code has a page, such as docs/errors/TW-R021.md\n6 faults\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | \"code\" : \"TW-R005\"",
                "sarif | \"ruleId\" : \"TW-R005\"",
                "SARIF | \"version\" : \"2.1.0\"",
                "text | the file is empty: write a rule into it or remove it [TW-R005]"
            })
    void lintSpeaksToMachinesToo(String format, String said) throws IOException {
        write("rules/none.yml", "");

        assertThat(tokenwatch(
                        "rules",
                        "lint",
                        "--format",
                        format,
                        folder.resolve("rules").toString()))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString()).contains(said);
    }

    @Test
    void lintOfAFolderThatIsNotThereReachesNothing() {
        assertThat(tokenwatch("rules", "lint", folder.resolve("nowhere").toString()))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(tokenwatch("rules", "lint", "--format", "xml")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void importWritesRulesThatLintTakes() throws IOException {
        String rules = folder.resolve("rules").toString();

        assertThat(tokenwatch("rules", "import", write("s/okta.yml", SIGMA), "--out", rules))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .contains("okta.yml:4:26: app.oauth2.as.token.detect_reuse -> event_type: token.refreshed")
                .endsWith(": okta-refresh-token-reused.yml\n");
        assertThat(tokenwatch("rules", "lint", rules)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void importWithoutAFolderPrintsTheRuleAndReportsBesides() throws IOException {
        String file = write("s/okta.yml", SIGMA.replace("level: high", "fields: [org]\nlevel: high"));

        assertThat(tokenwatch("rules", "import", file)).isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(out.toString()).contains("\nid: okta-refresh-token-reused\n").doesNotContain("->");
        assertThat(err.toString()).contains("okta.yml:6:10: org does not map");
    }

    @Test
    void importTellsOfEveryFileThatCannotBeRead() throws IOException {
        String broken = write("s/broken.yml", "title: 'a");

        assertThat(tokenwatch("rules", "import", broken, write("s/okta.yml", SIGMA)))
                .isEqualTo(ExitCode.CHECK_FAILED);
        assertThat(err.toString())
                .contains("broken.yml:1:8: this quote is not closed")
                .contains("okta.yml:4:");
        assertThat(tokenwatch("rules", "import", folder.resolve("nowhere.yml").toString()))
                .isEqualTo(ExitCode.UNREACHABLE);
    }
}
