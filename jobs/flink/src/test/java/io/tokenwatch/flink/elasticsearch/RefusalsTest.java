package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private long now;
    private final Refusals refusals = new Refusals(Duration.ofNanos(10), () -> now);

    private boolean refusedAt(long time, String index) {
        now = time;
        return refusals.isTheLast(index);
    }

    @Test
    void anIndexThatRefusesForAsLongAsThePatienceLastsWillNeverDo() {
        assertThat(refusedAt(5, "a")).isFalse();
        assertThat(refusedAt(14, "a")).isFalse();
        assertThat(refusedAt(15, "a")).isTrue();
    }

    @Test
    void whatOneIndexTakesSaysNothingOfAnother() {
        assertThat(refusedAt(0, "a")).isFalse();
        assertThat(refusedAt(0, "b")).isFalse();
        refusals.accepted("b");
        assertThat(refusedAt(10, "a")).isTrue();
        assertThat(refusedAt(10, "b")).isFalse();
    }
}
