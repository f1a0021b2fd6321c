package io.tokenwatch.connector.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.connector.text.Unreadable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormTest {
    private static final LineForm CSV = new LineForm(',', List.of(List.of("a", "b"), List.of("a", "b", "c")), null);
    private static final LineForm JSON_IN_CSV = new LineForm(',', List.of(), "Data");

    @Test
    void cellsAreNamedByTheLayoutOfTheirNumber() throws Unreadable {
        assertThat(CSV.tree("1,2")).contains(Map.of("a", "1", "b", "2"));
        assertThat(CSV.tree("\"1,\"\"x\"\"\",,3")).contains(Map.of("a", "1,\"x\"", "b", "", "c", "3"));
        assertThat(CSV.tree("a,b")).isEmpty();
        assertThatThrownBy(() -> CSV.tree("1")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> CSV.tree("1,2,3,4")).isInstanceOf(Unreadable.class);
    }

    @Test
    void jsonInACellIsTheRecord() throws Unreadable {
        assertThat(JSON_IN_CSV.tree("7,\"{\"\"a\"\":\"\"b\"\"}\",x")).contains(Map.of("a", "b"));
        assertThat(JSON_IN_CSV.tree("Id,Data")).isEmpty();
        assertThatThrownBy(() -> JSON_IN_CSV.tree("7,8")).isInstanceOf(Unreadable.class);
    }

    @Test
    void pipesAreNeverQuoted() throws Unreadable {
        LineForm pipes = new LineForm('|', List.of(List.of("a", "b")), null);
        assertThat(pipes.tree("\"x| y\"")).contains(Map.of("a", "\"x", "b", "y\""));
    }

    @Test
    void cefHasAHeaderKeysAndLabels() throws Unreadable {
        assertThat(LineForm.NONE.tree("<13>Jan  5 host CEF:0|Acme|Id\\|P|1.0|42|Token issue|3|"
                        + "src=192.0.2.1 msg=a b\\=c cs1Label=Client ID cs1=web cs2Label=Empty cs2="))
                .hasValueSatisfying(record -> assertThat(record)
                        .containsEntry("vendor", "Acme")
                        .containsEntry("product", "Id|P")
                        .containsEntry("class", "42")
                        .containsEntry("name", "Token issue")
                        .containsEntry("src", "192.0.2.1")
                        .containsEntry("msg", "a b=c")
                        .containsEntry("cs1", "web")
                        .containsEntry("Client_ID", "web")
                        .containsEntry("cs2", ""));
    }

    @Test
    void aValueOfCefCannotBecomeAKeyTwice() {
        assertThatThrownBy(() -> LineForm.NONE.tree("CEF:0|A|B|1|2|3|4|duid=ann duid=victim"))
                .isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> LineForm.NONE.tree("CEF:0|A|B|1|2|3|4|class=other"))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "CEF:0|a|b",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "[1]",
            })
    void otherLinesAreUnreadable(String line) {
        assertThatThrownBy(() -> LineForm.NONE.tree(line)).isInstanceOf(Unreadable.class);
    }
}
