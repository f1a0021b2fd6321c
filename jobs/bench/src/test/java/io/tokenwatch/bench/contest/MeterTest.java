package io.tokenwatch.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void countsTheWorkOfOtherThreadsAndNotTheWaitingForThem() throws InterruptedException {
        Meter meter = Meter.start();
        Thread busy = new Thread(() -> {
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < 300_000_000) {
                Thread.onSpinWait();
            }
        });
        busy.start();
        busy.join();
        // The process clock may tick only every 10 ms.
        assertThat(meter.stop().cpuNanos()).isGreaterThan(280_000_000);

        Meter idle = Meter.start();
        Thread.sleep(300);
        Meter.Reading waited = idle.stop();
        assertThat(waited.wallNanos()).isGreaterThanOrEqualTo(290_000_000);
        assertThat(waited.cpuNanos()).isLessThan(250_000_000);
    }
}
