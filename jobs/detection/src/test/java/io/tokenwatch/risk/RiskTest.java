package io.tokenwatch.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // scores                    | risk   why
                "''                          |   0    ",
                "0                           |   0    ",
                "1                           |   1    ",
                "90                          |  90    ", // one alert counts as it is
                "100                         | 100    ",
                "50 50                       |  59.5  ",
                "90 90                       | 100    ", // never more than 100
                "90 20                       |  90.1  ", // a small one hardly matters beside a big one
                "90 20 20 20 20 20           |  90.3  ",
                "20 20 20 20 20 20 20 20 20 20 |  35.6  ", // ten small ones are no big one
                "70 60 50 40                 |  82.3  ",
                "0 0 0 42                    |  42    "
            })
    void isTheFourthRootOfTheSumOfFourthPowers(String scores, double risk) {
        assertThat(Risk.of(scores(scores))).isEqualTo(risk);
    }

    private static List<Integer> scores(String text) {
        return Arrays.stream(text.split(" "))
                .filter(each -> !each.isBlank())
                .map(Integer::valueOf)
                .toList();
    }

    @Test
    void isTheSameInAnyOrderAndGrowsWithEachAlert() {
        Random random = new Random(7);
        for (int round = 0; round < 100; round++) {
            List<Integer> scores = new ArrayList<>();
            double before = 0;
            for (int i = 0; i < 20; i++) {
                scores.add(random.nextInt(101));
                double risk = Risk.of(scores);
                assertThat(risk).isBetween(Math.max(before, Collections.max(scores) - 0.05), 100.0);
                before = risk;
            }
            List<Integer> shuffled = new ArrayList<>(scores);
            Collections.shuffle(shuffled, random);
            assertThat(Risk.of(shuffled)).isEqualTo(before);
        }
    }

    /** What is added up in Elasticsearch is what is added up here; a million alerts of the highest score are no overflow. */
    @Test
    void addsUpInWholeNumbers() {
        assertThat(Risk.weight(100)).isEqualTo(100_000_000);
        assertThat(Risk.of(Risk.weight(50) + Risk.weight(50))).isEqualTo(59.5);
        assertThat(Risk.of(1_000_000L * Risk.weight(100))).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void aScoreIsFromZeroToAHundred(int score) {
        assertThatThrownBy(() -> Risk.weight(score)).isInstanceOf(IllegalArgumentException.class);
    }
}
