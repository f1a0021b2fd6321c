package io.tokenwatch.selection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.testing.Dice;
import org.junit.jupiter.api.Test;

class AddressStartTest {
    private static int of(String text) {
        return AddressStart.of((text + " .1.2.3.4").getBytes(ISO_8859_1), 0, text.length());
    }

    @Test
    void itIsTheUpperHalf() {
        assertThat(of("10.1.2.3")).isEqualTo(0x0A01);
        assertThat(of("255.255.255.255")).isEqualTo(0xFFFF);
        assertThat(of("0.0.0.0")).isZero();
        assertThat(of("1.2.3.4")).isEqualTo(0x0102);
        assertThat(of("010.001.2.3")).isEqualTo(0x0A01);
        assertThat(of("192.0.2.1")).isEqualTo(0xC000);
    }

    @Test
    void whatDoesNotBeginAsAnAddressIsUnknown() {
        for (String text :
                new String[] {"", "1", "10.1", "256.1.1.1", ".1.2.3", "1..2.3", "::1.2.3.4", "f.1.2.3", "0010.1.1.1"}) {
            assertThat(of(text)).as(text).isEqualTo(AddressStart.UNKNOWN);
        }
        assertThat(AddressStart.of("1.2.3.4".getBytes(ISO_8859_1), 0, 7)).isEqualTo(AddressStart.UNKNOWN);
    }

    @Test
    void itNeverDiffersFromTheWholeAddress() {
        int[] seen = new int[3];
        Dice.roll(200, dice -> {
            for (int i = 0; i < 200; i++) {
                StringBuilder text = new StringBuilder();
                for (int left = 1 + dice.below(8); left > 0; left--) {
                    text.append(
                            dice.pick("1", "25", "0", "7.", ".", "199.", "0.", ":", "a", "::", "::ffff:", "1.2.3.4"));
                }
                byte[] address = Address.parse(text.toString());
                int start = of(text.toString());
                if (address != null && address.length == 4) {
                    int upper = ((address[0] & 0xFF) << 8) | (address[1] & 0xFF);
                    assertThat(start).as(text.toString()).isIn(AddressStart.UNKNOWN, upper);
                    seen[start == AddressStart.UNKNOWN ? 0 : 1]++;
                } else if (address != null) {
                    assertThat(start).as(text.toString()).isEqualTo(AddressStart.UNKNOWN);
                    seen[2]++;
                }
            }
        });
        assertThat(seen[0]).isGreaterThan(30);
        assertThat(seen[1]).isGreaterThan(300);
        assertThat(seen[2]).isGreaterThan(30);
    }
}
