package io.tokenwatch.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DuelTest {
    private static final Hit HIT = new Hit("D1", "t");

    private final List<String> order = new ArrayList<>();

    @Test
    void takesTurnsDropsTheFirstRunAndReportsMedians() throws Exception {
        List<String> progress = new ArrayList<>();
        List<Standing> standings =
                new Duel(1, 3, progress::add).fight(List.of(side("a", 90, 1, 5, 2), side("b", 90, 4, 4, 8)));
        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(progress).hasSize(8).first().asString().startsWith("warm-up  a ");
        assertThat(standings.get(0).median(Run::cpuSeconds)).isEqualTo(2);
        assertThat(standings.get(0).eventsPerCpuSecond()).isEqualTo(500);
        assertThat(standings.get(1).median(Run::wallSeconds)).isEqualTo(8);
    }

    @Test
    void dropsAsManyRunsAsItIsTold() throws Exception {
        Standing standing = new Duel(3, 1, line -> {})
                .fight(List.of(side("a", 90, 1, 2, 4)))
                .get(0);
        assertThat(standing.median(Run::cpuSeconds)).isEqualTo(4);
        assertThatThrownBy(() -> new Duel(0, 1, line -> {})).hasMessageContaining("one warm-up");
    }

    @Test
    void takesTheMeanOfTheMiddleTwo() throws Exception {
        Standing standing =
                new Duel(1, 2, line -> {}).fight(List.of(side("a", 90, 1, 2))).get(0);
        assertThat(standing.median(Run::cpuSeconds)).isEqualTo(1.5);
    }

    @Test
    void noticesOneRunWithOtherHitsEvenIfItWasTheWarmUp() {
        Run good = run(1, Set.of(HIT));
        Run bad = run(1, Set.of());
        assertThat(new Standing("a", 1, List.of(good, good)).alwaysSaw(Set.of(HIT)))
                .isTrue();
        assertThat(new Standing("a", 1, List.of(bad, good)).alwaysSaw(Set.of(HIT)))
                .isFalse();
        assertThat(new Standing("a", 1, List.of(good, bad)).alwaysSaw(Set.of(HIT)))
                .isFalse();
    }

    @Test
    void saysWhatIsMissingAndWhatIsExtra() {
        Hit extra = Hit.ofScope("c", "s");
        HitDifference difference = HitDifference.between(Set.of(HIT), Set.of(extra));
        assertThat(difference).hasToString("missed 1 (D1 t), extra 1 (D3 c|s)");
        assertThat(difference.isEmpty()).isFalse();
        assertThat(HitDifference.between(Set.of(HIT), Set.of(HIT)).isEmpty()).isTrue();
    }

    @Test
    void refusesADuelThatMeasuresNothing() {
        assertThatThrownBy(() -> new Duel(1, 0, line -> {})).hasMessageContaining("one round");
        assertThatThrownBy(() -> new Standing("a", 1, List.of(run(1, Set.of()))))
                .hasMessageContaining("warm-up");
    }

    private Side side(String name, int... cpuSeconds) {
        Deque<Run> runs = new ArrayDeque<>();
        for (int seconds : cpuSeconds) {
            runs.add(run(seconds, Set.of(HIT)));
        }
        return new Side() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Run run() {
                order.add(name);
                return runs.removeFirst();
            }
        };
    }

    private static Run run(int cpuSeconds, Set<Hit> hits) {
        long nanos = cpuSeconds * 1_000_000_000L;
        return new Run(1_000, new Meter.Reading(2 * nanos, nanos, 0.5), hits);
    }
}
