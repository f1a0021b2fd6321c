package io.tokenwatch.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalWriterTest {
    private static final String ID = "hmac-sha256:k1:0123456789abcdef0123456789abcdef";

    @Test
    void theReaderReadsEveryFieldBack() throws Unreadable {
        TokenEvent event = new TokenEvent();
        for (Field field : Field.values()) {
            fill(event, field);
        }
        Map<String, String> written = Samples.copy(event);
        assertThat(written).hasSize(Field.values().length);

        CanonicalReader reader = new CanonicalConnector().open(Samples.SETTINGS);
        assertThat(Samples.read(reader, CanonicalWriter.line(event))).containsExactly(written);
    }

    @Test
    void whatIsAbsentIsNotWritten() {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_TYPE, "token.issued");
        event.set(Field.SCOPE, "a b", "c\"\n");
        assertThat(CanonicalWriter.line(event))
                .isEqualTo("{\"event_type\":\"token.issued\",\"scope\":[\"a b\",\"c\\\"\\n\"]}");
    }

    private static void fill(TokenEvent event, Field field) {
        switch (field.type()) {
            case TEXT, CASELESS, ADDRESS ->
                event.set(
                        field,
                        switch (field) {
                            case EVENT_TYPE -> "token.validated";
                            case OUTCOME -> "failure";
                            case TOKEN_ID, PARENT_TOKEN_ID, SUBJECT_TOKEN_ID, ACTOR_TOKEN_ID -> ID;
                            default -> "The \"" + field.fieldName() + "\" é";
                        });
            case TEXTS -> event.set(field, "one", "two words");
            case NUMBER -> event.set(field, 64_500L);
            case DECIMAL -> event.set(field, -52.25);
            case FLAG -> event.set(field, 0);
            case TIME, SECONDS -> event.set(field, 1_767_225_600_250L);
        }
    }
}
