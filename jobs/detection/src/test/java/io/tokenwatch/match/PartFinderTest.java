package io.tokenwatch.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.FieldType;
import io.tokenwatch.selection.ValuePart;
import io.tokenwatch.testing.Dice;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One pass finds what asking for each part alone finds. */
class PartFinderTest {
    private static String text(Dice dice, int longest, String... characters) {
        return IntStream.range(0, dice.below(longest + 1))
                .mapToObj(i -> dice.pick(characters))
                .reduce("", String::concat);
    }

    private static boolean has(ValuePart part, String text) {
        String folded = FieldType.CASELESS.folded(text);
        String wanted = part.folded();
        return (part.atStart() && part.atEnd())
                ? folded.equals(wanted)
                : part.atStart()
                        ? folded.startsWith(wanted)
                        : part.atEnd() ? folded.endsWith(wanted) : folded.contains(wanted);
    }

    private static BitSet found(PartFinder finder, String text) {
        BitSet found = new BitSet();
        int state = finder.start();
        for (int i = 0; i < text.length(); i++) {
            if (finder.isDead(state)) {
                return found;
            }
            state = finder.next(state, text.charAt(i));
            for (int part : finder.found(state)) {
                found.set(part);
            }
        }
        for (int part : finder.found(finder.end(state))) {
            found.set(part);
        }
        return found;
    }

    @Test
    void onePassFindsWhatAskingForEachPartFinds() {
        int[] seen = new int[2];
        Dice.roll(400, dice -> {
            boolean startOnly = dice.chance(0.2);
            List<ValuePart> parts = IntStream.range(0, 1 + dice.below(12))
                    .mapToObj(i -> new ValuePart(
                            "ab\u00e9k1".charAt(dice.below(5)) + text(dice, 4, "a", "b", "\u00e9", "k", "1"),
                            startOnly || dice.chance(0.4),
                            dice.chance(0.3)))
                    .toList();
            PartFinder finder = new PartFinder(parts);
            for (int i = 0; i < 40; i++) {
                boolean ascii = dice.chance(0.5);
                String value = ascii
                        ? text(dice, 12, "a", "B", "A", "k", "1", "-")
                        : text(dice, 12, "a", "b", "\u00c9", "\u212a", "1", "\u4e00");
                BitSet expected = new BitSet();
                IntStream.range(0, parts.size())
                        .filter(part -> has(parts.get(part), value))
                        .forEach(expected::set);
                assertThat(found(finder, value)).as(parts + " in " + value).isEqualTo(expected);
                if (ascii) {
                    byte[] line = ("b" + value + "a").getBytes(StandardCharsets.US_ASCII);
                    assertThat(finder.isIn(line, 1, value.length())).isEqualTo(!expected.isEmpty());
                }
                seen[expected.isEmpty() ? 0 : 1]++;
            }
        });
        assertThat(seen[0]).isGreaterThan(1_000);
        assertThat(seen[1]).isGreaterThan(1_000);
    }
}
