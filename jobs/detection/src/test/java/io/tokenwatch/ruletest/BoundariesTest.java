package io.tokenwatch.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The semantics by data: each test of each rule in {@code boundaries} (what fires) and {@code why} (why nothing does), also shuffled
 * and duplicated.
 */
class BoundariesTest {
    @TestFactory
    Stream<DynamicNode> boundaries() throws URISyntaxException {
        return in("/boundaries");
    }

    @TestFactory
    Stream<DynamicNode> why() throws URISyntaxException {
        return in("/why");
    }

    private Stream<DynamicNode> in(String name) throws URISyntaxException {
        Path folder =
                Path.of(Objects.requireNonNull(getClass().getResource(name)).toURI());
        return RulePack.load(folder).rules().stream()
                .map(rule -> dynamicContainer(
                        rule.id(),
                        RuleTestReader.read(rule).stream()
                                .map(test -> dynamicTest(test.name(), () -> pass(rule, test)))));
    }

    private static void pass(Rule rule, RuleTest test) {
        assertThat(RuleTestRun.failures(rule, test)).isEmpty();
    }
}
