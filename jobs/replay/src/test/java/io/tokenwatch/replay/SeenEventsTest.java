package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.replay.SeenEvents.Copy;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenEventsTest {
    @Test
    void isAMapThatKeepsTheSmallestContent() {
        SeenEvents seen = new SeenEvents();
        Map<Long, Long> expected = new HashMap<>();
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            long id = 1 + random.nextInt(60_000) * 0x9E3779B97F4AL;
            long content = random.nextInt(3);
            Long before = expected.get(id);
            Copy copy = before == null
                    ? Copy.FIRST
                    : content == before ? Copy.SAME : content < before ? Copy.BETTER : Copy.WORSE;
            assertThat(seen.add(id, content)).isEqualTo(copy);
            expected.merge(id, content, Math::min);
        }
        assertThat(seen.size()).isEqualTo(expected.size());
        expected.forEach((id, content) -> {
            assertThat(seen.counts(id, content)).isTrue();
            assertThat(seen.counts(id, content + 1)).isFalse();
        });
    }
}
