package io.tokenwatch.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author is told. Faults in the tests of a rule keep it from nothing; whoever runs the tests is told of them. */
class AuthorFaultsTest {
    private static final RuleFile GOOD = RuleFile.of(Path.of("src/test/resources/laws"), "replay/good-rule.yml");

    @Test
    void inTestsAreToldAllAtOnceWithPlaceLineAndAdvice() {
        RuleFile faulty = GOOD.with("{at: 31s, event_type", "{at: 31s, token_idd: t, event_type")
                .with("given:\n      - {at: 0s", "given:\n      - {at: 0 s");

        assertThatThrownBy(faulty::tests)
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("replay/good-rule.yml:25:19: 'token_idd' is no field: did you mean 'token_id'?")
                .hasMessageContaining("- {at: 31s, token_idd: t, event_type")
                .hasMessageContaining("'0 s' is no offset: write one from the test's zero, such as 31s, 1h1ms or -2d");
    }

    @Test
    void inTestsIncludeWhatATestCannotExpect() {
        RuleFile faulty = GOOD.with("expect: [{at: 31s}]", "expect: [{at: 31s, severity: low}]");

        assertThatThrownBy(faulty::tests).hasMessageContaining("'severity' is not a key here");
    }

    @Test
    void inTestsAreTheSameWhenReadAgain() {
        RuleFile faulty = GOOD.with("expect: [{at: 31s}]", "expect: [{at: soon}]");

        assertThatThrownBy(faulty::tests).hasMessageContaining("soon");
        assertThatThrownBy(faulty::tests).hasMessageContaining("soon");
    }

    @Test
    void inTestsKeepNoRuleFromLoading(@TempDir Path folder) throws IOException {
        RuleFile faulty = GOOD.with("expect: [{at: 31s}]", "expect: [{at: soon}]");
        Files.writeString(folder.resolve("good-rule.yml"), faulty.text());

        assertThat(RulePack.load(folder).rules()).hasSize(1);
    }

    @Test
    void includeAListOfExceptionsWhichWouldBeIgnored() {
        RuleFile faulty = GOOD.with("fields:", "exceptions: lists/slow-caches.yml\nfields:");

        assertThatThrownBy(faulty::rule).hasMessageContaining("lists of exceptions are not read yet");
    }
}
