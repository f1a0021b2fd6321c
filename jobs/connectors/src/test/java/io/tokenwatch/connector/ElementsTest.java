package io.tokenwatch.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[{\"a\":1},{\"b\":[2,3]}] # {\"a\":1};{\"b\":[2,3]}",
                "{\"Records\":[{\"a\":1},{\"b\":\"],}\"}]} # {\"a\":1};{\"b\":\"],}\"}",
                "{\"@odata.context\":\"x\",\"value\":[{\"a\":\"\\\"[\"}],\"next\":\"y\"} # {\"a\":\"\\\"[\"}",
                "{ \"kind\" : \"k\" , \"items\" : [ {\"a\":1} ] } # {\"a\":1}",
                "{\"records\":[{\"a\":1}]}{\"records\":[{\"b\":2},{\"c\":3}]} # {\"a\":1};{\"b\":2};{\"c\":3}",
                "[] # ''",
                "[{\"a\":1},{\"b\": # {\"a\":1};{\"b\":",
            })
    void eachRecordIsALine(String file, String lines) throws IOException {
        assertThat(lines(file)).containsExactlyElementsOf(lines.isEmpty() ? List.of() : List.of(lines.split(";", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"event_type\":\"x\",\"scope\":[\"a\"]}",
                "{\"actor\":{\"id\":\"1\"},\"items\":[{}]}",
                "[2026-01-05 10:00:00] INFO x",
                "[[1]]",
                "{}",
            })
    void otherFilesAreReadByTheLine(String file) throws IOException {
        assertThat(lines(file)).containsExactly(file);
    }

    @Test
    void aRecordMayStandOnManyLines() throws IOException {
        assertThat(lines("[\n  {\n    \"a\": \"b c\"\n  },\r\n  {\"d\": 1}\n]\n"))
                .containsExactly("{     \"a\": \"b c\"   }", "{\"d\": 1}");
    }

    @Test
    void aFileOfCloudTrailIsTheSameAsItsRecordsByTheLine() throws IOException {
        List<String> records = ProductContract.lines("cloudtrail.ndjson");
        List<String> many =
                Collections.nCopies(40, records).stream().flatMap(List::stream).toList();
        String file = "{\"Records\":[" + String.join(",", many) + "]}";
        assertThat(file.length()).isGreaterThan(8 * RecordReader.LONGEST);
        assertThat(lines(file)).isEqualTo(many);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(file.getBytes(UTF_8));
        }
        assertThat(lines(new ByteArrayInputStream(gzip.toByteArray()))).isEqualTo(many);
    }

    @Test
    void aRecordThatIsTooLongIsOneUnreadableLine() throws IOException {
        String file = "[{\"a\":\"" + "x".repeat(5_000_000) + "\"},{\"b\":1}]";
        assertThat(lines(file)).hasSize(2).last().isEqualTo("{\"b\":1}");
    }

    @Test
    void whereverItIsCutOffNothingElseIsLost() throws IOException {
        byte[] file = "{\"Records\":[{\"a\":[1,{\"b\":\"\\\\\"}]},{\"c\":2}]}".getBytes(UTF_8);
        for (int end = 0; end < file.length; end++) {
            lines(new ByteArrayInputStream(Arrays.copyOf(file, end)));
        }
    }

    private static List<String> lines(String file) throws IOException {
        return lines(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    private static List<String> lines(InputStream file) throws IOException {
        List<String> found = new ArrayList<>();
        try (Lines lines = Lines.of(file)) {
            while (lines.next()) {
                found.add(new String(lines.buffer(), lines.from(), lines.length(), UTF_8));
            }
        }
        return found;
    }
}
