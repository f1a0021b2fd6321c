package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final long ONE = 17L << 33;
    private static final long OTHER = 99L << 33;

    private final Spans spans = new Spans(1 << 12);

    @Test
    void whatIsKnownFromInsideNeverReachesTooFar() {
        LongStream.of(50, 70, 40, 100, 104, 36).forEach(time -> spans.within(ONE, time, 5));
        int entry = spans.find(ONE);
        assertThat(spans.first(entry)).isEqualTo(40); // 36 is within the grain
        assertThat(spans.last(entry)).isEqualTo(100);
        assertThat(spans.find(OTHER)).isEqualTo(Spans.NONE);
    }

    @Test
    void whatIsKnownFromOutsideNeverReachesTooLittle() {
        LongStream.of(50, 52, 60, 40).forEach(time -> spans.around(ONE, time, 5));
        int entry = spans.find(ONE);
        assertThat(spans.first(entry)).isEqualTo(40);
        assertThat(spans.last(entry)).isBetween(60L, 65L);
        assertThat(spans.any(entry)).isEqualTo(Long.MIN_VALUE);
        spans.any(ONE, 70);
        spans.any(ONE, 80);
        assertThat(spans.any(entry)).isEqualTo(70);
    }

    /** A copy comes at the time of its event, and tells of no further one. */
    @Test
    void theEarliestAreCountedByTheirTimes() {
        LongStream.of(10, 10, 20, 15, 30).forEach(time -> spans.among(ONE, time, 3));
        int entry = spans.find(ONE);
        assertThat(spans.isBeyond(entry, 31, 3)).isTrue();
        assertThat(spans.isBeyond(entry, 30, 3)).isFalse();
        spans.among(OTHER, 10, 3);
        assertThat(spans.isBeyond(spans.find(OTHER), 1_000, 3)).isFalse();
    }

    @Test
    void whatIsKnownMayReachWhereItWas() {
        spans.within(ONE, 50, 0);
        spans.within(ONE, 70, 0);
        assertThat(spans.mayReach(ONE, 70, 90)).isTrue();
        assertThat(spans.mayReach(ONE, 71, 90)).isFalse();
        assertThat(spans.mayReach(ONE, 10, 49)).isFalse();
        assertThat(spans.mayReach(OTHER, 50, 70)).isFalse();
    }

    @Test
    void whatFindsNoRoomIsNeverKnown() {
        Spans small = new Spans(1);
        LongStream.rangeClosed(1, 32).forEach(hash -> small.within(hash << 40, 1, 0));
        small.within(33L << 40, 1, 0);
        small.within(33L << 40, 2, 0);
        assertThat(small.find(33L << 40)).isEqualTo(Spans.NONE);
        assertThat(small.mayReach(33L << 40, 5, 6)).isTrue();
        assertThat(small.find(32L << 40)).isNotEqualTo(Spans.NONE);
    }

    @Test
    void whatIsSettledIsOverBeforeItBegan() {
        spans.around(ONE, 50, 0);
        int entry = spans.find(ONE);
        spans.settle(entry);
        assertThat(spans.first(entry)).isGreaterThan(spans.last(entry));
    }
}
