package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Buckets that close: their counts stay what they were, whatever comes after, and take little room. */
class BucketHistoryTest {
    private static final long WIDTH = 1_000;
    private static final int EXACT = 8;

    private static Evidence evidence(int number, long time) {
        BytesOut out = new BytesOut();
        out.writeText("e" + number);
        long hash = Hashing.xxh3_64().hashLongLongToLong(number, 1);
        return new Evidence().over(time, hash, 0, out.toByteArray(), 0, out.size());
    }

    private static BucketHistory of(List<Evidence> events) {
        BucketHistory history = new BucketHistory(WIDTH, EXACT, 20 * WIDTH);
        events.forEach(history::add);
        return history;
    }

    private static List<Evidence> events(Dice dice, int from, int count) {
        List<Evidence> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            events.add(evidence(i, dice.below(10) * WIDTH - 3 * WIDTH + dice.below((int) WIDTH)));
        }
        return events;
    }

    private static byte[] bytes(BucketHistory history) {
        BytesOut out = new BytesOut();
        history.encode(out);
        return out.toByteArray();
    }

    private static List<String> numbers(BucketHistory history) {
        List<String> numbers = new ArrayList<>();
        for (long start = -5 * WIDTH; start < 10 * WIDTH; start += WIDTH) {
            numbers.add(start + ": " + history.count(start) + (history.estimated(start) ? "~" : ""));
        }
        return numbers;
    }

    @Test
    void closingChangesNoNumber() {
        int[] estimates = new int[1];
        Dice.roll(50, dice -> {
            List<Evidence> events = events(dice, 0, dice.below(120));
            List<String> expected = numbers(of(events));
            BucketHistory history = of(dice.duplicated(events));
            history.forget(dice.below(12) * WIDTH - 4 * WIDTH + dice.below(2), Long.MIN_VALUE);
            assertThat(numbers(history)).isEqualTo(expected);
            history = new BucketHistory(WIDTH, EXACT, 20 * WIDTH).decode(new BytesIn(bytes(history)));
            assertThat(numbers(history)).isEqualTo(expected);
            estimates[0] += expected.toString().contains("~") ? 1 : 0;
        });
        assertThat(estimates[0]).isPositive();
    }

    @Test
    void whatIsClosedTakesNoEventAndTwoBytes() {
        BucketHistory history = of(List.of(evidence(1, 0), evidence(2, 1), evidence(3, WIDTH)));
        history.forget(WIDTH, Long.MIN_VALUE);
        assertThat(history.add(evidence(4, 999))).isNull();
        assertThat(history.add(evidence(5, WIDTH))).isNotNull();
        assertThat(history.count(0)).isEqualTo(2);
        assertThat(history.count(WIDTH)).isEqualTo(2);
        history.forget(2 * WIDTH, Long.MIN_VALUE);
        assertThat(bytes(history)).hasSize(1 + 1 + 2 * 2 + 3);
    }

    @Test
    void oldBucketsGoAndAfterARestTheKey() {
        BucketHistory history = of(List.of(evidence(1, 0), evidence(2, 3 * WIDTH), evidence(3, 4 * WIDTH)));
        history.forget(10 * WIDTH, 3 * WIDTH);
        assertThat(numbers(history)).contains("0: 0", "3000: 1", "4000: 1");
        history.forget(10 * WIDTH, 3 * WIDTH + 1);
        assertThat(numbers(history)).contains("3000: 0", "4000: 1");
        history.forget(10 * WIDTH, 10 * WIDTH);
        assertThat(history.since(24 * WIDTH)).isZero();
        assertThat(history.since(25 * WIDTH)).isEqualTo(Long.MAX_VALUE);
        history.forget(25 * WIDTH - 1, 25 * WIDTH - 1);
        assertThat(history.isEmpty()).isFalse();
        history.forget(25 * WIDTH, 25 * WIDTH);
        assertThat(history.isEmpty()).isTrue();
    }

    @Test
    void partsOfWhichSomeAreClosedMergeInAnyOrder() {
        Dice.roll(50, dice -> {
            List<byte[]> parts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                BucketHistory part = of(events(dice, dice.below(20), dice.below(60)));
                part.forget(dice.below(10) * WIDTH, Long.MIN_VALUE);
                parts.add(bytes(part));
            }
            byte[] expected = bytes(merged(parts));
            parts.add(dice.pick(parts));
            assertThat(bytes(merged(dice.shuffled(parts)))).isEqualTo(expected);
        });
    }

    private static BucketHistory merged(List<byte[]> parts) {
        BucketHistory merged = new BucketHistory(WIDTH, EXACT, 20 * WIDTH);
        for (byte[] part : parts) {
            merged.merge(new BucketHistory(WIDTH, EXACT, 20 * WIDTH).decode(new BytesIn(part)));
        }
        return merged;
    }
}
