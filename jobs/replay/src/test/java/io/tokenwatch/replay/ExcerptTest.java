package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    private static String of(String record) {
        byte[] bytes = record.getBytes(UTF_8);
        return Excerpt.of(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            value = {
                "'{\"event_type\":\"token.issued\",\"n\":12}'|'{\"event_type\":\"xxxxx.xxxxxx\",\"n\":99}'",
                "'type=\"LOGIN\", userId=null'|'type=\"xxxxx\", userId=xxxx'",
                "'CEF:0|Ping| dvc=10.0.0.1'|'xxx:9|xxxx| dvc=99.9.9.9'",
                "'secret-token-that-leaks'|'xxxxxx-xxxxx-xxxx-xxxxx'",
                "'Basic YWxhZGRpbg=='|'xxxxx xxxxxxxxxx=='",
                "'{\"h\":\"Basic YWxhZGRpbg=\",'|'{\"h\":\"xxxxx xxxxxxxxxx=\",'",
                "'{\"gX7pQ2vR9sLk4TzW8yBn3MfD6h\":1}'|'{\"xx9xx9xx9xxx9xxx9xxx9xxx9x\":9}'",
                "'größe'|'xx??x'"
            })
    void namesStayAndValuesDoNot(String record, String excerpt) {
        assertThat(of(record)).isEqualTo(excerpt);
    }

    @Test
    void isShortAndOneLineWhateverTheRecordIs() {
        assertThat(of("\u001b[31m\r\n\0\u202e" + "x".repeat(10_000)))
                .hasSize(161 - 2) // the direction mark is three bytes
                .startsWith("?[99x????")
                .endsWith("x…");
    }
}
