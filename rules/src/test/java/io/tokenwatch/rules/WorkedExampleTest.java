package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.mutation.MutationRun;
import io.tokenwatch.ruletest.mutation.MutationScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rule that docs/rule-authoring.md makes from an idea is a good one: what the page says of it is true. */
class WorkedExampleTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\\n(# yaml-language-server.*?)```");

    @Test
    void passesItsTestsAndTheyNoticeWhateverIsChanged() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/rule-authoring.md")));
        assertThat(block.find()).isTrue();
        String text = block.group(1);
        assertThat(RuleSchema.faults(new RuleFile(RuleFile.ROOT, "replay/token-tried-around.yml", text)))
                .isEmpty();

        TreeMap<String, String> files = new TreeMap<>();
        files.put("replay/token-tried-around.yml", text);
        TestedRule rule = TestedRule.of(new RuleFiles(files)).get(0);
        assertThat(rule.tests()).hasSizeGreaterThan(5);
        assertThat(rule.tests()).allSatisfy(test -> assertThat(RuleTestRun.failures(rule.rule(), test))
                .isEqualTo(List.of()));
        assertThat(MutationScore.of(MutationRun.of(rule)).percent()).isEqualTo(100);
    }
}
