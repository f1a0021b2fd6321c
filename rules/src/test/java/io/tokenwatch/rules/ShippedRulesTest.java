package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every test that a shipped rule carries in its file: as written, and shuffled and duplicated. */
class ShippedRulesTest {
    @TestFactory
    Stream<DynamicNode> rule() {
        return RuleFile.shipped().stream().map(ShippedRulesTest::tests);
    }

    private static DynamicNode tests(RuleFile rule) {
        return dynamicContainer(
                rule.name(),
                IntStream.range(0, rule.tests().size())
                        .mapToObj(test -> dynamicTest(
                                rule.tests().get(test).name(),
                                () -> assertThat(TestRuns.failures(rule, test)).isEmpty())));
    }

    @Test
    void areInTheReadme() throws IOException {
        assertThat(Files.readString(RuleFile.ROOT.resolve("README.md")))
                .contains(RuleFile.shipped().stream()
                        .map(file -> '`' + file.name() + '`')
                        .toList());
    }

    @Test
    void areInTheJar() {
        assertThat(RuleFile.shipped()).isNotEmpty().allSatisfy(file -> assertThat(
                        ShippedRulesTest.class.getResource("/rules/" + file.path()))
                .as(file.path())
                .isNotNull());
    }
}
