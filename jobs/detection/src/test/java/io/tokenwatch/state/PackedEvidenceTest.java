package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Appending in place is decoding, forgetting if it is worth while, adding and encoding. */
class PackedEvidenceTest {
    private static final EvidenceBound ROOMY = EvidenceBound.of(1000);
    private static final long START = 1_767_571_200_000L;
    private static final long MINUTE = 60_000;

    @Test
    void anEventAppendedInPlaceIsInTheSet() {
        int[] forgotten = new int[1];
        Dice.roll(500, dice -> {
            EvidenceSet set = new EvidenceSet(ROOMY);
            byte[] bytes = encoded(set);
            long time = START;
            long horizon = Long.MIN_VALUE;
            for (int i = dice.below(120); i > 0; i--) {
                time += dice.pick(0, 1, 70, 1_000, 9_000, 200_000);
                Evidence event = event(dice, time);
                Packed packed = between(bytes);
                PackedEvidence entries = packed.evidence(packed.from(), horizon, 5 * MINUTE);
                boolean last = true;
                int count = 0;
                while (entries.next()) {
                    last &= entries.precedes(event);
                    count++;
                }
                if (last) {
                    if (count < set.size()) {
                        forgotten[0]++;
                        set.forgetBefore(horizon - 5 * MINUTE);
                    }
                    entries.append(packed, event);
                    set.add(event);
                    bytes = Arrays.copyOfRange(packed.bytes(), packed.from(), packed.to());
                    assertThat(bytes).isEqualTo(encoded(set));
                    assertThat(packed.bytes()[packed.to()])
                            .as("what lies behind it")
                            .isEqualTo((byte) 0x55);
                    assertThat(packed.end()).isEqualTo(packed.to() + 1);
                }
                horizon = dice.chance(0.3) ? time - dice.below(4) * MINUTE : horizon;
            }
        });
        assertThat(forgotten[0]).as("times that something was forgotten").isGreaterThan(500);
    }

    @Test
    void withoutAHorizonNothingIsForgotten() {
        EvidenceSet set = new EvidenceSet(ROOMY);
        set.add(event(new Dice(1), -5L));
        Packed packed = between(encoded(set));
        PackedEvidence entries = packed.evidence(packed.from(), Long.MIN_VALUE, 5 * MINUTE);
        assertThat(entries.next()).isTrue();
        assertThat(entries.time()).isEqualTo(-5);
    }

    private static Evidence event(Dice dice, long time) {
        byte[] bytes = new byte[1 + dice.below(200)];
        Arrays.fill(bytes, (byte) dice.below(100));
        return new Evidence().over(time, dice.below(1_000_000) * 0x9E3779B97F4A7C15L, 0, bytes, 0, bytes.length);
    }

    private static byte[] encoded(EvidenceSet set) {
        BytesOut out = new BytesOut();
        set.encode(out);
        return out.toByteArray();
    }

    /** With something on either side. */
    private static Packed between(byte[] state) {
        byte[] all = new byte[state.length + 2];
        Arrays.fill(all, (byte) 0x55);
        System.arraycopy(state, 0, all, 1, state.length);
        return new Packed().over(all, all.length, 1, 1 + state.length);
    }
}
