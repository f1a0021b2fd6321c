package io.tokenwatch.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static Tally sum(List<Long> millis) {
        Tally sum = new Tally();
        millis.forEach(each -> sum.add(Tally.latency(Indicator.GRANT_LATENCY, each)));
        return sum;
    }

    private static byte[] bytes(Tally tally) {
        BytesOut out = new BytesOut();
        tally.encode(out);
        return out.toByteArray();
    }

    private static List<Long> latencies(Dice dice) {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            millis.add((long) dice.below(dice.pick(1, 10, 500, 100_000)));
        }
        return millis;
    }

    @Test
    void anyPercentileIsWithinOnePercentOfTheTrueOne() {
        Dice.roll(50, dice -> {
            List<Long> millis = latencies(dice);
            Tally sum = sum(millis);
            Collections.sort(millis);
            for (double share : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 1}) {
                int rank = (int) Math.ceil(share * millis.size());
                assertThat(percentile(sum, rank))
                        .isCloseTo(millis.get(rank - 1), withPercentage(100 * LatencyBuckets.ACCURACY + 1e-9));
            }
        });
    }

    private static double percentile(Tally tally, int rank) {
        long seen = 0;
        for (Map.Entry<Double, Long> bucket : tally.latencies().entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return bucket.getKey();
            }
        }
        throw new AssertionError("fewer than " + rank);
    }

    @Test
    void sumsInAnyOrderAndTakesBack() {
        Dice.roll(50, dice -> {
            List<Long> millis = latencies(dice);
            Tally sum = sum(millis);
            assertThat(bytes(sum(dice.shuffled(millis)))).isEqualTo(bytes(sum));
            assertThat(bytes(Tally.decode(new BytesIn(bytes(sum))))).isEqualTo(bytes(sum));
            sum.subtract(sum(dice.shuffled(millis)));
            assertThat(sum.isEmpty()).isTrue();
        });
    }

    @Test
    void aLatencyBelowTheTargetIsGood() {
        assertThat(Tally.latency(Indicator.GRANT_LATENCY, 199).good()).isEqualTo(1);
        assertThat(Tally.latency(Indicator.GRANT_LATENCY, 200).good()).isZero();
        assertThat(Tally.latency(Indicator.GRANT_LATENCY, -5).latencies()).isEqualTo(Map.of(0.0, 1L));
    }
}
