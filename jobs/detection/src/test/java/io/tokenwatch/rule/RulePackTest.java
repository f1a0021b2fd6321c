package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.testing.Dice;
import io.tokenwatch.testing.Rules;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of rules, and the hash that stands for what they say. */
class RulePackTest {
    @TempDir
    private Path folder;

    private static String text(String id) {
        return """
                # a comment
                id: %s
                version: 1
                title: Denied
                detection: {denied: {outcome: failure, client_id: [c1, "c2"], reason: null}}
                suppress: {by: [client_id], for: 1h}
                """.formatted(id);
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void holdsTheRulesOfAllFoldersButListsAndRunbooksInTheOrderOfTheirIds() throws IOException {
        write("scope/zeta.yml", text("zeta"));
        write("client/alpha.yml", text("alpha"));
        write("lists/partners.yml", "no: rule");
        write("runbooks/notes.yml", "no: rule");
        write("scope/README.md", "no rule");
        assertThat(RulePack.load(folder).rules()).extracting(Rule::id).containsExactly("alpha", "zeta");
    }

    @Test
    void reportsEveryFaultOfEveryFileAtOnce() throws IOException {
        write("a/other.yml", text("first"));
        write("b/first.yml", text("first"));
        write("c/broken.yml", "id: [");
        assertThatThrownBy(() -> RulePack.load(folder))
                .isInstanceOf(FaultyFileException.class)
                .message()
                .contains("a/other.yml: the file is not named after the rule: call it first.yml")
                .contains("b/first.yml: the id 'first' is that of a/other.yml")
                .contains("c/broken.yml:1:");
    }

    @Test
    void refusesWhatIsNoTextOrTooLong() throws IOException {
        Files.write(folder.resolve("latin.yml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        write("long.yml", "#".repeat(1024 * 1024 + 1));
        assertThatThrownBy(() -> RulePack.load(folder))
                .isInstanceOf(FaultyFileException.class)
                .hasMessageContaining("latin.yml:1:4: the file is not UTF-8")
                .hasMessageContaining("long.yml: the file is larger than");
    }

    @Test
    void saysThatThereIsNoRuleOrNoFolder() {
        assertThatThrownBy(() -> RulePack.load(folder)).hasMessageContaining("there is no rule in this folder");
        assertThatThrownBy(() -> RulePack.load(folder.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("there is no folder");
    }

    @Test
    void theHashIsThatOfTheContentNotOfTheLayout() {
        String same = """
                title:   "Denied"
                suppress:
                  for: 1h
                  by:
                    - client_id
                version: 1
                detection:
                  denied:
                    reason:
                    client_id: ['c1', c2]
                    outcome: failure
                id: denied
                """;
        assertThat(Rules.pack(same).hash()).isEqualTo(Rules.pack(text("denied")).hash());
        assertThat(Rules.rule(same).shape())
                .isEqualTo(Rules.rule(text("denied")).shape());
        assertThat(Rules.pack(text("a1"), text("b1")).hash())
                .isEqualTo(Rules.pack(text("b1"), text("a1")).hash());
    }

    @Test
    void theHashChangesWithAnyContent() {
        String hash = Rules.pack(text("denied")).hash();
        for (String[] change : List.of(
                new String[] {"version: 1", "version: 2"},
                new String[] {"[c1, \"c2\"]", "[\"c2\", c1]"},
                new String[] {"reason: null", "reason: 'null'"},
                new String[] {"1h", "2h"})) {
            assertThat(Rules.pack(text("denied").replace(change[0], change[1])).hash())
                    .as(change[1])
                    .isNotEqualTo(hash);
        }
    }

    @Test
    void onlyWhatShapesTheStateChangesTheShape() {
        int shape = Rules.rule(text("denied")).shape();
        assertThat(Rules.rule(text("denied").replace("Denied", "Refused").replace("1h", "2h"))
                        .shape())
                .isEqualTo(shape);
        assertThat(Rules.rule(text("denied").replace("c1", "c9")).shape()).isNotEqualTo(shape);
        assertThat(Rules.rule(text("denied") + "state: {max_evidence: 9}").shape())
                .isNotEqualTo(shape);
    }

    @Test
    void noTextHoweverMangledIsAnythingButARuleOrFaults() {
        String whole = text("denied")
                + "correlation: {type: first_seen, field: scope, forget_after: 1d, group-by: [client_id]}\n";
        Dice.roll(400, dice -> {
            StringBuilder text = new StringBuilder(whole);
            for (int i = dice.below(4); i >= 0; i--) {
                int at = dice.below(text.length());
                int end = Math.min(text.length(), at + dice.below(6));
                text.replace(
                        at,
                        end,
                        dice.pick(
                                "",
                                ":",
                                "[",
                                "{}",
                                "\n",
                                "  ",
                                "null",
                                "-1",
                                "9e99",
                                "?",
                                "'",
                                "|",
                                "é",
                                text.substring(at, end) + ", "));
            }
            Rules.faults(text.toString())
                    .forEach(fault -> assertThat(fault.message()).isNotEmpty());
        });
    }
}
