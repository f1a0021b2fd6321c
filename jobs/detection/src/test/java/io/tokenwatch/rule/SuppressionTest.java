package io.tokenwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets start at multiples of their width since the epoch, before it too. */
class SuppressionTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 100", "-1, -100", "-100, -100", "-101, -200"})
    void aTimeIsInTheBucket(long time, long bucket) {
        assertThat(new Suppression(List.of(), List.of(), 100).bucket(time)).isEqualTo(bucket);
    }
}
