package io.tokenwatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListSchemaTest {
    private static final JsonContract LIST = JsonContract.of("list.v1.schema.json");
    private static final String REFUSED = "# refused: ";

    static List<Path> valid() {
        return Resources.examples("list/valid");
    }

    static List<Path> invalid() {
        return Resources.examples("list/invalid");
    }

    @ParameterizedTest
    @MethodSource
    void valid(Path list) {
        assertThat(LIST.faults(JsonContract.readYaml(list))).isEmpty();
    }

    /** The first line of each says how the schema must object, so that it is not refused for something else. */
    @ParameterizedTest
    @MethodSource
    void invalid(Path list) {
        String first = Resources.text(list).lines().findFirst().orElseThrow();
        assertThat(first).startsWith(REFUSED);
        assertThat(LIST.faults(JsonContract.readYaml(list)))
                .anySatisfy(fault -> assertThat(fault).startsWith(first.substring(REFUSED.length())));
    }

    @Test
    void isItselfValid() {
        assertThat(JsonContract.ofSchemas().faults(JsonContract.read(Resources.contract("list.v1.schema.json"))))
                .isEmpty();
    }
}
