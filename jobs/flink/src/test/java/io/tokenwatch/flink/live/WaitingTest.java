package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void saysWhatItWaitsForOnceAndThatItCame() {
        Iterator<String> failures = List.of("refused", "refused").iterator();
        new Waiting(Duration.ofSeconds(60), said::add)
                .until("Kafka at b:9092", () -> failures.hasNext() ? failures.next() : null);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).matches("waiting for Kafka at b:9092: refused \\(for (59|60) s more\\)");
        assertThat(said.get(1)).matches("Kafka at b:9092 serves, after \\d+ s");
    }

    @Test
    void givesUpInTheEnd() {
        Waiting waiting = new Waiting(Duration.ZERO, said::add);
        assertThatThrownBy(() -> waiting.until("Kafka at b:9092", () -> "refused"))
                .isInstanceOf(ServerAbsent.class)
                .hasMessage("Kafka at b:9092 did not serve within 0 s: refused");
        assertThat(said).isEmpty();
    }
}
