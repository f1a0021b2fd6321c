package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.junit.jupiter.api.Test;

class EventBytesTest {
    @Test
    void readsEveryFieldBackAndLeavesNothingOfTheEventBefore() {
        TokenEvent full = new TokenEvent();
        for (Field field : Field.values()) {
            if (field.type().isText()) {
                full.set(field, "é " + field.fieldName());
            } else if (field.type().isTexts()) {
                full.set(field, "a", field.fieldName());
            } else {
                full.set(field, -3L - field.fieldName().length());
            }
        }
        TokenEvent bare = new TokenEvent();
        bare.set(Field.CLIENT_ID, "c");

        TokenEvent read = new TokenEvent();
        for (TokenEvent event : new TokenEvent[] {full, bare}) {
            BytesOut out = new BytesOut();
            EventBytes.write(event, out);
            EventBytes.read(new BytesIn(out.toByteArray()), read);
            assertThat(read).hasToString(event.toString());
        }
    }
}
