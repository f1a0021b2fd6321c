package io.tokenwatch.replay.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private final TextTable texts = new TextTable();

    @Test
    void readsEveryFieldBackAndLeavesNothingOfTheEventBefore() {
        byte[] first = encoded(full());
        byte[] second = encoded(bare());

        TokenEvent read = new TokenEvent();
        EventCodec.decode(new BytesIn(first), texts, read);
        assertThat(read).hasToString(full().toString());
        EventCodec.decode(new BytesIn(second), texts, read);
        assertThat(read).hasToString(bare().toString());
        assertThat(second).hasSize(2);
    }

    @Test
    void inFullItSaysAllByItself() {
        TokenEvent read = new TokenEvent();
        for (TokenEvent event : new TokenEvent[] {full(), bare()}) {
            BytesOut out = new BytesOut();
            EventCodec.encode(event, Wording.IN_FULL, out);
            EventCodec.decode(new BytesIn(out.toByteArray()), Wording.IN_FULL, read);
            assertThat(read).hasToString(event.toString());
        }
    }

    @Test
    void whatLayInALineLiesInWhatWasWritten() {
        byte[] line = "xx a client and a token".getBytes(ISO_8859_1);
        TokenEvent event = full();
        event.set(Field.CLIENT_ID, line, 5, 6);
        event.set(Field.EVENT_ID, line, 18, 5);
        TextTable other = new TextTable();
        BytesOut copy = new BytesOut();
        EventCodec.copy(new BytesIn(encoded(event)), new Renumbering(texts, other), copy);
        TokenEvent read = new TokenEvent();
        EventCodec.decode(new BytesIn(copy.toByteArray()), other, read);
        assertThat(read.lying(Field.CLIENT_ID)).isNotZero();
        assertThat(read.text(Field.CLIENT_ID)).isEqualTo("client");
        assertThat(read).hasToString(event.toString());
    }

    @Test
    void aCopyInAnotherTableSaysTheSame() {
        encoded(bare());
        byte[] first = encoded(full());
        TextTable other = new TextTable();
        Renumbering numbers = new Renumbering(texts, other);
        for (int i = 0; i < 2; i++) {
            BytesOut copy = new BytesOut();
            EventCodec.copy(new BytesIn(first), numbers, copy);
            TokenEvent read = new TokenEvent();
            EventCodec.decode(new BytesIn(copy.toByteArray()), other, read);
            assertThat(read).hasToString(full().toString());
        }
        assertThat(other.texts()).isLessThan(texts.texts());
    }

    private byte[] encoded(TokenEvent event) {
        BytesOut out = new BytesOut();
        EventCodec.encode(event, texts, out);
        return out.toByteArray();
    }

    private static TokenEvent bare() {
        TokenEvent bare = new TokenEvent();
        bare.set(Field.CLIENT_ID, "shared");
        return bare;
    }

    private static TokenEvent full() {
        TokenEvent full = new TokenEvent();
        for (Field field : Field.values()) {
            if (field.type().isText()) {
                full.set(field, "é " + field.fieldName());
            } else if (field.type().isTexts()) {
                full.set(field, field.fieldName(), "one more");
            } else {
                full.set(
                        field,
                        field == Field.SRC_LAT
                                ? Double.doubleToRawLongBits(-0.5)
                                : -field.fieldName().length());
            }
        }
        return full;
    }
}
