package io.tokenwatch.flink.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramingTest {
    @Test
    void isAZeroThenTheIdThenTheRecord() {
        byte[] framed = Framing.frame(0x01020304, new byte[] {9});
        assertThat(framed).containsExactly(0, 1, 2, 3, 4, 9);
        assertThat(Framing.isFramed(framed)).isTrue();
        assertThat(Framing.schemaId(framed)).isEqualTo(0x01020304);
        assertThat(Framing.isFramed(new byte[] {1, 2, 3, 4, 5})).isFalse();
        assertThat(Framing.isFramed(new byte[4])).isFalse();
    }
}
