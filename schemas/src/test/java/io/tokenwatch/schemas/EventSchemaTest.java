package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemaTest {
    private static final JsonContract EVENT = JsonContract.of("event.v1.schema.json");

    static Stream<String> valid() {
        return Resources.examples("event/valid.ndjson").stream()
                .flatMap(file -> Resources.text(file).lines());
    }

    /** Each line is {"place": …, "event": …}: the event, and where the schema must object to it. */
    static Stream<String> invalid() {
        return Resources.examples("event/invalid.ndjson").stream()
                .flatMap(file -> Resources.text(file).lines());
    }

    @ParameterizedTest
    @MethodSource
    void valid(String line) {
        assertThat(EVENT.faults(JsonContract.parse(line))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void invalid(String line) {
        var example = JsonContract.parse(line);

        assertThat(EVENT.faults(example.path("event"))).anySatisfy(fault -> assertThat(fault)
                .startsWith(example.path("place").asText()));
    }

    @Test
    void isItselfValid() {
        assertThat(JsonContract.ofSchemas().faults(JsonContract.read(Resources.contract("event.v1.schema.json"))))
                .isEmpty();
    }
}
