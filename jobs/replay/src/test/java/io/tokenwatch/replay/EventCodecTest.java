package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    @Test
    void readsEveryFieldBackAndLeavesNothingOfTheEventBefore() {
        TokenEvent full = new TokenEvent();
        for (Field field : Field.values()) {
            if (field.type().isText()) {
                full.set(field, field.fieldName());
            } else if (field.type().isTexts()) {
                full.set(field, field.fieldName(), "shared");
            } else {
                full.set(
                        field,
                        field == Field.SRC_LAT
                                ? Double.doubleToRawLongBits(-0.5)
                                : -field.fieldName().length());
            }
        }
        TokenEvent bare = new TokenEvent();
        bare.set(Field.CLIENT_ID, "shared");
        EventCodec codec = new EventCodec();
        byte[] first = codec.encode(full);
        byte[] second = codec.encode(bare);

        TokenEvent read = new TokenEvent();
        codec.decode(first, read);
        assertThat(read).hasToString(full.toString());
        codec.decode(second, read);
        assertThat(read).hasToString(bare.toString());
        assertThat(second).hasSize(2);
    }
}
