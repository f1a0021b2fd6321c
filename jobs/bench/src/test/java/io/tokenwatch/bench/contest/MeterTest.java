package io.tokenwatch.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void countsTheWorkOfOtherThreadsAndNotTheWaitingForThem() throws InterruptedException {
        Meter meter = Meter.start();
        Thread busy = new Thread(() -> {
            long end = System.nanoTime() + 300_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
        busy.start();
        busy.join();
        Meter.Reading worked = meter.stop();
        assertThat(worked.wallNanos()).isGreaterThanOrEqualTo(300_000_000);
        // On a crowded machine the busy thread gets a part of a core only.
        assertThat(worked.cpuNanos()).isGreaterThan(30_000_000);

        Meter idle = Meter.start();
        Thread.sleep(300);
        Meter.Reading waited = idle.stop();
        assertThat(waited.wallNanos()).isGreaterThanOrEqualTo(290_000_000);
        assertThat(waited.cpuNanos()).isLessThan(250_000_000);
    }
}
