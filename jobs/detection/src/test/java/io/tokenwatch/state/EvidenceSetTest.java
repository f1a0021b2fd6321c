package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept, at the bound and beyond it, and what each addition says it did. */
class EvidenceSetTest {
    private static final int ABSENT = Integer.MIN_VALUE;

    /** With numbers of one byte each; {@link #ABSENT} stands for none. */
    private static Evidence evidence(long time, long hash, int... values) {
        BytesOut out = new BytesOut();
        out.writeText("e" + hash);
        for (int value : values) {
            out.writeByte(value == ABSENT ? 0 : 2);
            if (value != ABSENT) {
                out.writeSigned(value);
            }
        }
        return new Evidence().over(time, hash, 0, out.toByteArray(), 0, out.size());
    }

    private static EvidenceSet set(EvidenceBound bound, List<Evidence> all) {
        EvidenceSet set = new EvidenceSet(bound);
        all.forEach(set::add);
        return set;
    }

    private static Set<Long> hashes(EvidenceSet set) {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < set.size(); i++) {
            hashes.add(set.hash(i));
        }
        return hashes;
    }

    @Test
    void upToTheBoundAllIsKept() {
        EvidenceSet set = set(EvidenceBound.of(3), List.of(evidence(1, 1, 0), evidence(2, -2, 0), evidence(3, 3, 0)));
        assertThat(set.size()).isEqualTo(3);
        assertThat(set.truncated()).isFalse();
    }

    @Test
    void beyondItTheFirstTheLastAndTheSmallestUnsignedHashesStay() {
        Dice.roll(50, dice -> {
            List<Evidence> all = IntStream.range(0, 40)
                    .mapToObj(i -> evidence(dice.below(30), (dice.below(2) - 1L) << 62 | 977L * i, 0))
                    .toList();
            Set<Long> expected = new HashSet<>();
            all.stream()
                    .sorted(Comparator.comparing(Evidence::hash, Long::compareUnsigned))
                    .limit(5)
                    .forEach(e -> expected.add(e.hash()));
            List<Evidence> ordered = all.stream().sorted(Evidence::compare).toList();
            expected.add(ordered.get(0).hash());
            expected.add(ordered.get(39).hash());
            EvidenceSet set = set(EvidenceBound.of(5), dice.duplicated(all));
            assertThat(hashes(set)).isEqualTo(expected);
            assertThat(set.truncated()).isTrue();
        });
    }

    /** In whatever order they come, and wherever the latest falls: what is kept beside is a function of the set alone. */
    @Test
    void ofEachSliceTheFirstAndTheLastStay() {
        Dice.roll(200, dice -> {
            List<Evidence> all = IntStream.range(0, 60)
                    .mapToObj(i -> evidence(dice.below(400), (dice.below(2) - 1L) << 62 | 977L * i, 0))
                    .toList();
            EvidenceBound bound = new EvidenceBound(4, List.of(), 100);
            Set<Long> expected = new HashSet<>();
            all.stream()
                    .sorted(Comparator.comparing(Evidence::hash, Long::compareUnsigned))
                    .limit(4)
                    .forEach(e -> expected.add(e.hash()));
            List<Evidence> ordered = all.stream().sorted(Evidence::compare).toList();
            for (int i = 0; i < ordered.size(); i++) {
                long slice = ordered.get(i).time() / 100;
                boolean begins = i == 0 || ordered.get(i - 1).time() / 100 != slice;
                boolean ends = i == ordered.size() - 1 || ordered.get(i + 1).time() / 100 != slice;
                if (begins || ends) {
                    expected.add(ordered.get(i).hash());
                }
            }
            assertThat(hashes(set(bound, dice.duplicated(all)))).isEqualTo(expected);
            assertThat(hashes(set(bound, ordered))).as("in order").isEqualTo(expected);
        });
    }

    @Test
    void ofEachMinuteTheSmallestAndTheLargestValueStay() {
        Dice.roll(50, dice -> {
            List<Evidence> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(evidence(i * 3_000L - 90_000, 1_000 + i, i == 7 ? -9 : i == 50 ? 9 : dice.below(5)));
            }
            EvidenceSet set = set(new EvidenceBound(2, List.of(0), 0), dice.shuffled(all));
            assertThat(hashes(set)).contains(1_007L, 1_050L, 1_000L, 1_059L);
            assertThat(set.size()).isLessThanOrEqualTo(2 + 2 + 4 * 2);
            assertThat(set).isEqualTo(set(new EvidenceBound(2, List.of(0), 0), all));
        });
    }

    /** A set just read from its bytes looks at all its entries when one is added, one that is kept only at those beside the new one. */
    @Test
    void lookingAroundTheNewEventFindsWhatLookingAtAllFinds() {
        Dice.roll(300, dice -> {
            List<Integer> extremes = dice.pick(List.of(), List.of(0), List.of(0, 1));
            EvidenceBound bound = new EvidenceBound(1 + dice.below(6), extremes, dice.pick(0L, 40_000L));
            EvidenceSet kept = new EvidenceSet(bound);
            EvidenceSet read = new EvidenceSet(bound);
            for (int i = 0; i < 80; i++) {
                long hash = 977L * (dice.below(60) - 30);
                int second = dice.chance(0.2) ? ABSENT : dice.below(30) - 15;
                Evidence next = evidence(dice.below(200_000) - 100_000, hash, dice.below(4), second);
                BytesOut bytes = new BytesOut();
                read.encode(bytes);
                read = EvidenceSet.decode(new BytesIn(bytes.toByteArray()), bound);
                assertThat(kept.add(next)).isEqualTo(read.add(next));
                assertThat(kept).isEqualTo(read);
            }
        });
    }

    @Test
    void eachAdditionSaysWhatItDid() {
        EvidenceSet set = new EvidenceSet(EvidenceBound.of(2));
        assertThat(set.add(evidence(10, 5, 0))).isEqualTo(EvidenceSet.Added.NEW);
        assertThat(set.add(evidence(10, 5, 0))).isEqualTo(EvidenceSet.Added.DUPLICATE);
        assertThat(set.conflicts()).isZero();
        assertThat(set.add(evidence(10, 5, 1))).as("a larger copy").isEqualTo(EvidenceSet.Added.DUPLICATE);
        assertThat(set.add(evidence(9, 5, 1))).as("an earlier copy").isEqualTo(EvidenceSet.Added.REPLACED);
        assertThat(set.conflicts()).isEqualTo(2);
        assertThat(set.add(evidence(20, 6, 0))).isEqualTo(EvidenceSet.Added.NEW);
        assertThat(set.add(evidence(15, 7, 0))).as("between, with a large hash").isEqualTo(EvidenceSet.Added.BEYOND);
        assertThat(set.add(evidence(14, 1, 0)))
                .as("a small hash, the others are extremes")
                .isEqualTo(EvidenceSet.Added.NEW);
        assertThat(set.add(evidence(13, 0, 0))).as("a smaller one").isEqualTo(EvidenceSet.Added.NEW);
        assertThat(set.add(evidence(30, 8, 0)))
                .as("the last, instead of the former")
                .isEqualTo(EvidenceSet.Added.DISPLACED);
        assertThat(hashes(set)).containsExactlyInAnyOrder(0L, 1L, 5L, 8L);
    }

    @Test
    void forgettingKeepsTheMomentItself() {
        EvidenceSet set = set(EvidenceBound.of(8), List.of(evidence(-2, 1, 0), evidence(0, 2, 0), evidence(5, 3, 0)));
        set.forgetBefore(0);
        assertThat(hashes(set)).containsExactlyInAnyOrder(2L, 3L);
    }
}
