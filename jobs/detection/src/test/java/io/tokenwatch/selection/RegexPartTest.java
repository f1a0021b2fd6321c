package io.tokenwatch.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.testing.Dice;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every text that a pattern matches has the part that was read from it. */
class RegexPartTest {
    private static String part(String regex) {
        return RegexPart.of(regex, false)
                .map(part -> (part.atStart() ? "^" : "") + part.folded())
                .orElse("");
    }

    @Test
    void itIsTheLongestRunThatIsNoChoice() {
        assertThat(part("curl/[0-9]")).isEqualTo("curl/");
        assertThat(part("^http://([^/@]*@)?x")).isEqualTo("^http://");
        assertThat(part("^None$")).isEqualTo("^none");
        assertThat(part("a\\.b+c")).isEqualTo("a.b");
        assertThat(part("^ab?cde")).isEqualTo("cde");
        assertThat(part("^ab*")).isEqualTo("^a");
        assertThat(part("x{2,3}yz")).isEqualTo("yz");
        assertThat(part("(ab|cd)[ef]\\d(?:gh)?i")).isEqualTo("i");
        assertThat(part("caf\u00e9s")).isEqualTo("caf");
    }

    @Test
    void whatIsNotUnderstoodHasNone() {
        for (String regex :
                new String[] {"a|b", "(?i)a", "\\Qa.b\\E", "\\x41b", "\\101b", "(?i:a)b", "\\pLb", "(\\Q)\\E", ""}) {
            assertThat(part(regex)).as(regex).isEmpty();
        }
        assertThat(RegexPart.of("^a", true)).contains(new ValuePart("a", false, false));
    }

    private static String regex(Dice dice) {
        StringBuilder regex = new StringBuilder();
        for (int left = 1 + dice.below(7); left > 0; left--) {
            regex.append(dice.pick(
                    "a",
                    "b",
                    "A",
                    "k",
                    ".",
                    "\\.",
                    "[ab]",
                    "[^a]",
                    "[]b]",
                    "(a|b)",
                    "(ab)",
                    "(?:b)",
                    "\\d",
                    "1",
                    "\\Qa\\E",
                    "\\x61",
                    "|",
                    "^",
                    "$",
                    "\\p{L}",
                    "(?i)",
                    "(a",
                    ")",
                    "{",
                    "\\141",
                    "\u00e9",
                    "\\b",
                    "[[:alpha:]]"));
            regex.append(dice.chance(0.3) ? dice.pick("*", "+", "?", "{0,1}", "{2}", "*?", "+?", "{0}") : "");
        }
        return regex.toString();
    }

    private static String text(Dice dice) {
        StringBuilder text = new StringBuilder();
        for (int left = dice.below(8); left > 0; left--) {
            text.append(dice.pick("a", "b", "A", "k", "\u212a", ".", "1", "\u00e9", "\u00c9", "\n", "{"));
        }
        return text.toString();
    }

    @Test
    void everyTextThatMatchesHasIt() {
        int[] seen = new int[2];
        Dice.roll(4_000, dice -> {
            String regex = regex(dice);
            int flags = dice.pick(0, Pattern.CASE_INSENSITIVE, Pattern.MULTILINE, Pattern.DOTALL);
            Optional<ValuePart> part = RegexPart.of(regex, flags == Pattern.MULTILINE);
            Pattern pattern;
            try {
                pattern = Pattern.compile(regex, flags);
            } catch (PatternSyntaxException e) {
                return;
            }
            for (int i = 0; i < 20 && part.isPresent(); i++) {
                String text = text(dice);
                String folded = FieldType.CASELESS.folded(text);
                String wanted = part.get().folded();
                boolean has = part.get().atStart() ? folded.startsWith(wanted) : folded.contains(wanted);
                boolean matches = pattern.matcher(text).find();
                assertThat(has || !matches)
                        .as("%s in %s has %s", regex, text, part)
                        .isTrue();
                seen[matches ? 1 : 0]++;
            }
        });
        assertThat(seen[0]).isGreaterThan(5_000);
        assertThat(seen[1]).isGreaterThan(300);
    }
}
