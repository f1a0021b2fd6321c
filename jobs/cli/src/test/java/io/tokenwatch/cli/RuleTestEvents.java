package io.tokenwatch.cli;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.TestedRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The events of every shipped rule's tests, of two tenants, as canonical lines. */
final class RuleTestEvents {
    static final Path RULES = Path.of("../../rules");

    private RuleTestEvents() {}

    static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (TestedRule rule : TestedRule.of(RuleFiles.load(RULES))) {
            for (RuleTest test : rule.tests()) {
                for (TokenEvent event : test.given()) {
                    event.set(Field.EVENT_ID, "e" + lines.size());
                    event.set(Field.TENANT, lines.size() % 2 == 0 ? "acme" : "Größe/2 *");
                    lines.add(CanonicalWriter.line(event));
                }
            }
        }
        return lines;
    }
}
