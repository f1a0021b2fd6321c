package io.tokenwatch.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class BytesOutTest {
    @Test
    void bytesAreCopiedFromAnywhereAndNoOthers() {
        Dice.roll(300, dice -> {
            byte[] source = new byte[1 + dice.below(100)];
            for (int i = 0; i < source.length; i++) {
                source[i] = (byte) (i + 1);
            }
            BytesOut out = new BytesOut(1);
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                int from = dice.below(source.length);
                int length = dice.below(source.length - from + 1);
                out.writeBytes(source, from, length);
                expected.write(source, from, length);
            }
            assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
        });
    }
}
