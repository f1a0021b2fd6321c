package io.tokenwatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoTest {
    @Test
    void writesWhatInstantWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long millis = random.nextLong() >> (10 + random.nextInt(20));
            long rounded = random.nextInt(3) == 0 ? millis / 1000 * 1000 : millis;
            assertThat(Iso.text(rounded))
                    .isEqualTo(Instant.ofEpochMilli(rounded).toString());
        }
    }

    @Test
    void knowsItsBounds() {
        for (String edge : new String[] {
            "0001-01-01T00:00:00Z",
            "0000-12-31T23:59:59.999Z",
            "9999-12-31T23:59:59.999Z",
            "+10000-01-01T00:00:00Z",
            "2000-02-29T12:00:00.007Z",
            "1900-03-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z"
        }) {
            assertThat(Iso.text(Instant.parse(edge).toEpochMilli())).isEqualTo(edge);
        }
    }
}
