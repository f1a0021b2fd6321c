package io.tokenwatch.match;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A text is found as the bytes that it is, wherever they lie. */
class LineTextsTest {
    private static String text(Dice dice) {
        StringBuilder text = new StringBuilder();
        for (int left = dice.below(20); left > 0; left--) {
            text.append(dice.pick("a", "b", "\u00e9"));
        }
        return text.toString();
    }

    @Test
    void itFindsWhatAMapOfStringsFinds() {
        int[] seen = new int[2];
        Dice.roll(300, dice -> {
            Map<String, Branch> branches = new HashMap<>();
            for (int left = dice.below(30); left >= 0; left--) {
                branches.put(text(dice), Branch.testing(List.of()));
            }
            LineTexts texts = new LineTexts(branches.size());
            branches.forEach(texts::add);
            for (int i = 0; i < 60; i++) {
                String text = dice.chance(0.5)
                        ? text(dice)
                        : dice.pick(branches.keySet().toArray(String[]::new));
                byte[] line = ("a".repeat(dice.below(3)) + text + "b".repeat(dice.below(10))).getBytes(ISO_8859_1);
                int from = new String(line, ISO_8859_1).indexOf(text);
                Branch expected = text.chars().allMatch(c -> c < 128) ? branches.get(text) : null;
                assertThat(texts.find(line, from, text.length())).as(text).isSameAs(expected);
                seen[expected == null ? 0 : 1]++;
            }
        });
        assertThat(seen[0]).isGreaterThan(1_000);
        assertThat(seen[1]).isGreaterThan(1_000);
    }

    @Test
    void textsAreToldApartByEachOfTheirBytes() {
        String[] texts = new String[40];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "0".repeat(i) + "1" + "0".repeat(texts.length - i);
        }
        assertThat(java.util.Arrays.stream(texts)
                        .map(text -> LineTexts.spread(text.getBytes(ISO_8859_1), 0, text.length()))
                        .distinct())
                .hasSize(texts.length);
    }
}
