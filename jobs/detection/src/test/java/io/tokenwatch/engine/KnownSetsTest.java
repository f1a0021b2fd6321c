package io.tokenwatch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownSetsTest {
    private final KnownSets sets = new KnownSets();

    @Test
    void equalSetsOfOnePlanHaveOneNumberAndNoOther() {
        int one = sets.number(1, new long[] {5});
        assertThat(sets.number(1, new long[] {5})).isEqualTo(one);
        assertThat(sets.number(2, new long[] {5})).isNotEqualTo(one);
        assertThat(sets.number(1, new long[] {6})).isNotEqualTo(one);
        assertThat(one).isGreaterThan(KnownSets.UNKNOWN);
        assertThat(sets.of(one)).containsExactly(5);
    }

    @Test
    void beyondTheBoundASetIsUnknownAndWhatIsKnownStays() {
        int first = sets.number(1, new long[] {1});
        for (long i = 2; i <= 1 << 16; i++) {
            assertThat(sets.number(1, new long[] {i})).isNotEqualTo(KnownSets.UNKNOWN);
        }
        assertThat(sets.number(1, new long[] {0})).isEqualTo(KnownSets.UNKNOWN);
        assertThat(sets.number(1, new long[] {1})).isEqualTo(first);
    }
}
