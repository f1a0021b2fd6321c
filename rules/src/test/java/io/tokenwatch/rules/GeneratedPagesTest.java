package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruledocs.Costs;
import io.tokenwatch.ruledocs.RuleDocs;
import io.tokenwatch.ruledocs.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The pages in {@code docs/rules} are those that {@code ./tokenwatch rules docs} writes from the rules as they are. */
class GeneratedPagesTest {
    private static final Path PAGES = RuleFile.ROOT.resolveSibling("docs").resolve("rules");

    @Test
    void thePagesAreThoseOfTheRules() throws IOException {
        RuleDocs docs = new RuleDocs(
                RuleFile.ROOT,
                RuleFiles.load(RuleFile.ROOT),
                Costs.read(PAGES.resolve(Costs.FILE)),
                Samples.read(PAGES.resolve(Samples.FOLDER)));
        if (Boolean.getBoolean("tokenwatch.write")) {
            docs.write(PAGES);
        }
        SortedMap<String, String> pages = docs.pages(PAGES);
        assertThat(RuleDocs.pagesIn(PAGES))
                .as("run ./tokenwatch rules docs and commit docs/rules")
                .containsExactlyElementsOf(pages.keySet());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(Files.readString(PAGES.resolve(page.getKey())))
                    .as("docs/rules/%s: run ./tokenwatch rules docs and commit it", page.getKey())
                    .isEqualTo(page.getValue());
        }
    }
}
