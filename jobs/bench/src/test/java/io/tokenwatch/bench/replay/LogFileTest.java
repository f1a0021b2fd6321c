package io.tokenwatch.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.event.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogFileTest {
    private static final int EVENTS = 25_000;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void everyLineIsReadAndTheSameSeedGivesTheSameBytes(LogKind kind) throws Exception {
        Path file = folder.resolve("a.log");
        long lines = LogFile.write(file, kind, EVENTS, 3);
        assertThat(lines)
                .isBetween(EVENTS * 9L / 10, EVENTS * 12L / 10); // and the sessions that open before the live phase
        Map<String, Integer> types = new TreeMap<>();
        RecordReader reader =
                Connectors.of(kind.format()).open(Settings.of(TokenKeys.parse("t1 always " + "ab".repeat(32))));
        try (Lines log = Lines.open(file)) {
            while (log.next()) {
                log.read(reader, event -> types.merge(String.valueOf(event.text(Field.EVENT_TYPE)), 1, Integer::sum));
            }
        }
        assertThat(types).containsKeys("token.issued", "token.refreshed", "token.revoked");
        assertThat(types.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThanOrEqualTo((int) lines);

        Path again = folder.resolve("b.log");
        LogFile.write(again, kind, EVENTS, 3);
        assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    }
}
