package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Held against the plain definition: walk back from a bucket for as long as no rest is too long. */
class StretchesTest {
    private static final long WIDTH = 10;
    private static final long REST = 50;

    private static Stretches of(List<Long> starts) {
        Stretches stretches = new Stretches(REST);
        starts.forEach(stretches::add);
        return stretches;
    }

    private static List<Long> starts(Dice dice) {
        List<Long> starts = new ArrayList<>();
        for (int i = dice.below(12); i > 0; i--) {
            starts.add((dice.below(60) - 20) * WIDTH);
        }
        return starts;
    }

    private static long walkedBack(List<Long> starts, long from) {
        long at = from;
        long since = Long.MAX_VALUE;
        for (long start : new TreeSet<>(starts).descendingSet()) {
            if (start <= from && at - start <= REST) {
                at = start;
                since = start;
            }
        }
        return since;
    }

    private static List<Long> answers(Stretches stretches, long from) {
        List<Long> answers = new ArrayList<>();
        for (long start = from; start < 60 * WIDTH; start += WIDTH) {
            answers.add(stretches.reaching(start));
        }
        return answers;
    }

    private static byte[] bytes(Stretches stretches) {
        BytesOut out = new BytesOut();
        stretches.encode(out, WIDTH);
        return out.toByteArray();
    }

    @Test
    void saysSinceWhenThereWasNoRest() {
        Dice.roll(200, dice -> {
            List<Long> starts = starts(dice);
            for (long start = -30 * WIDTH; start < 60 * WIDTH; start += WIDTH) {
                assertThat(of(starts).reaching(start)).as("from %d", start).isEqualTo(walkedBack(starts, start));
            }
        });
    }

    @Test
    void orderRepetitionPartsAndItsSerializerDoNotMatter() {
        Dice.roll(200, dice -> {
            List<Long> starts = starts(dice);
            List<Long> more = starts(dice);
            Stretches merged = of(dice.duplicated(starts));
            merged.merge(of(more));
            List<Long> all = new ArrayList<>(starts);
            all.addAll(more);
            assertThat(bytes(merged)).isEqualTo(bytes(of(all)));
            Stretches read = new Stretches(REST);
            read.decode(new BytesIn(bytes(merged)), WIDTH);
            assertThat(bytes(read)).isEqualTo(bytes(merged));
        });
    }

    @Test
    void whatIsForgottenChangesNothingForWhatComesLater() {
        Dice.roll(200, dice -> {
            long horizon = (dice.below(60) - 20) * WIDTH;
            Stretches keeps = of(starts(dice));
            Stretches forgets = new Stretches(REST);
            forgets.decode(new BytesIn(bytes(keeps)), WIDTH);
            forgets.forget(horizon);
            for (long start : starts(dice)) {
                if (start >= horizon) {
                    keeps.add(start);
                    forgets.add(start);
                }
                assertThat(answers(forgets, horizon)).isEqualTo(answers(keeps, horizon));
            }
        });
    }
}
