package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.state.TimeBuckets.Bucket;
import io.tokenwatch.testing.Dice;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Distinct events per window: exact up to the bound, an estimate that says so beyond. */
class TimeBucketsTest {
    private static Evidence evidence(int number, long time) {
        BytesOut out = new BytesOut();
        out.writeText("e" + number);
        long hash = Hashing.xxh3_64().hashLongLongToLong(number, 1);
        return new Evidence().over(time, hash, 0, out.toByteArray(), 0, out.size());
    }

    private static TimeBuckets of(List<Evidence> events) {
        TimeBuckets buckets = new TimeBuckets(1_000, 100);
        events.forEach(buckets::add);
        return buckets;
    }

    private static byte[] bytes(TimeBuckets buckets) {
        BytesOut out = new BytesOut();
        buckets.encode(out);
        return out.toByteArray();
    }

    private static List<Evidence> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> evidence(i, i % 1_000)).toList();
    }

    @Test
    void exactUpToTheBoundHoweverOftenAnEventComes() {
        Dice.roll(20, dice -> {
            Bucket bucket = of(dice.duplicated(events(100))).buckets().get(0);
            assertThat(bucket.count()).isEqualTo(100);
            assertThat(bucket.estimated()).isFalse();
        });
    }

    @Test
    void anEstimateBeyondIt() {
        Bucket bucket = of(events(101)).buckets().get(0);
        assertThat(bucket.estimated()).isTrue();
        assertThat(bucket.count()).isBetween(100L, 104L);
        Bucket large = of(events(50_000)).buckets().get(0);
        assertThat(large.count()).isCloseTo(50_000, Percentage.withPercentage(10));
    }

    @Test
    void theEstimateIsFreeOfOrderAndOfParts() {
        Dice.roll(20, dice -> {
            List<Evidence> events = events(90 + dice.below(400));
            byte[] whole = bytes(of(events));
            assertThat(bytes(of(dice.duplicated(events)))).isEqualTo(whole);
            int cut = dice.below(events.size());
            TimeBuckets merged = of(events.subList(0, cut));
            merged.merge(of(events.subList(cut / 2, events.size())));
            assertThat(bytes(merged)).isEqualTo(whole);
        });
    }

    @Test
    void windowsStartAtMultiplesOfTheirWidthBeforeTheEpochToo() {
        TimeBuckets buckets = of(List.of(evidence(1, -1), evidence(2, 0), evidence(3, 999), evidence(4, 1_000)));
        assertThat(buckets.buckets()).extracting(Bucket::start).containsExactly(-1_000L, 0L, 1_000L);
        buckets.forget(999);
        assertThat(buckets.buckets()).extracting(Bucket::start).containsExactly(0L, 1_000L);
        buckets.forget(1_000);
        assertThat(buckets.buckets()).extracting(Bucket::start).containsExactly(1_000L);
    }
}
