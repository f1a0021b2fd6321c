package io.tokenwatch.flink.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private static String json(DeadLetter letter) {
        return new String(DeadLetterJson.of(letter), StandardCharsets.UTF_8);
    }

    @Test
    void ofARecordIsOneLineWithItsCoordinates() {
        assertThat(json(DeadLetter.ofRecord("token.issuance", 2, 17, Reason.UNREADABLE, "3 bytes", 1_000, CONTENT)))
                .isEqualTo("{\"@timestamp\":\"1970-01-01T00:00:01Z\",\"message\":\"unreadable: token.issuance-2@17\","
                        + "\"error\":{\"type\":\"unreadable\",\"message\":\"3 bytes\"},"
                        + "\"dead_letter\":{\"stage\":\"read\",\"topic\":\"token.issuance\",\"partition\":2,\"offset\":17,"
                        + "\"size\":3,\"content_hash\":\"039058c6f2c0cb492c533b0a4d14ef77\"}}");
    }

    @Test
    void ofADocumentNamesIndexAndId() {
        assertThat(json(DeadLetter.ofDocument("alerts-2026.01", "a/b", "HTTP 400", 0, CONTENT)))
                .contains("\"stage\":\"write\",\"index\":\"alerts-2026.01\",\"document_id\":\"a/b\"");
    }

    @Test
    void aTombstoneHasNoDigest() {
        assertThat(json(DeadLetter.ofRecord("t", 0, 0, Reason.TOMBSTONE, "", 0, new byte[0])))
                .contains("\"size\":0}");
    }

    @Test
    void errorNamesStayReadable() {
        assertThat(Excerpt.clean("HTTP 400 strict_dynamic_mapping_exception: [x]"))
                .isEqualTo("HTTP 400 strict_dynamic_mapping_exception: [x]");
        assertThat(Excerpt.clean("a_word_before_the_secret_Z3NlY3JldA")).isEqualTo("[withheld]");
    }

    @Test
    void detailsAreBoundedOnOneLineAndWithoutAnythingTokenShaped() {
        String token = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0";
        String clean = Excerpt.clean("failed to parse [x]\r\n\u001b[31m " + token + " " + "word ".repeat(1_000));
        assertThat(clean).doesNotContain("eyJ", "\n", "\u001b").hasSize(201).startsWith("failed to parse [x]");
        assertThat(Excerpt.clean("cannot parse. Preview of field's value: 'short-one'"))
                .doesNotContain("short-one");
    }
}
