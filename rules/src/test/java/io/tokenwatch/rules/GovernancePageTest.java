package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tokenwatch.rule.RulePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/governance.md} answers each question with rules, indicators and ledger fields that there are. */
class GovernancePageTest {
    private static final Path ROOT = RuleFile.ROOT.resolveSibling("docs");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern INDICATOR = Pattern.compile("\\b[A-Z][0-9]+\\b");

    private record Row(String asked, List<String> rules, List<String> indicators, List<String> ledger) {}

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("governance.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6
                    && !cells[1].isBlank()
                    && !cells[1].startsWith("---")
                    && !cells[1].contains(" asked ")) {
                rows.add(new Row(
                        cells[1].strip(),
                        found(CODE, cells[2]),
                        INDICATOR
                                .matcher(cells[3])
                                .results()
                                .map(MatchResult::group)
                                .toList(),
                        found(CODE, cells[4])));
            }
        }
        return rows;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void everyQuestionHasAnAnswer() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(55).allSatisfy(row -> assertThat(
                        row.rules().size()
                                + row.indicators().size()
                                + row.ledger().size())
                .as(row.asked())
                .isPositive());
    }

    @Test
    void everyRuleThatItNamesIsShippedWithItsRunbook() throws IOException {
        Set<String> shipped = new TreeSet<>();
        RulePack.load(RuleFile.ROOT).rules().forEach(rule -> shipped.add(rule.id()));
        for (Row row : rows()) {
            assertThat(shipped).as(row.asked()).containsAll(row.rules());
            for (String rule : row.rules()) {
                assertThat(RuleFile.ROOT.resolve("runbooks").resolve(rule + ".md"))
                        .isRegularFile();
            }
        }
    }

    @Test
    void everyIndicatorThatItNamesIsExplained() throws IOException {
        String explained = Files.readString(ROOT.resolve("indicators.md"));
        for (Row row : rows()) {
            assertThat(row.indicators()).as(row.asked()).allMatch(id -> explained.contains("\n| " + id + " |"));
        }
    }

    @Test
    void everyFieldThatItNamesIsOneOfTheLedger() throws IOException {
        JsonNode template = new ObjectMapper()
                .readTree(RuleFile.ROOT
                        .resolveSibling("schemas/src/main/resources/elasticsearch/tokenwatch-ledger.json")
                        .toFile());
        for (Row row : rows()) {
            assertThat(row.ledger()).as(row.asked()).allMatch(field -> template.at(
                            "/template/mappings/properties/" + field.replace(".", "/properties/"))
                    .has("type"));
        }
    }
}
