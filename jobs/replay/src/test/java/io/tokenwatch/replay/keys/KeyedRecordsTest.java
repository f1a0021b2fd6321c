package io.tokenwatch.replay.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.replay.sort.Spill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedRecordsTest {
    private static final int RECORDS = 40_000;

    @TempDir
    private Path folder = Path.of("");

    /** In memory, on disk, and begun in memory. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0, 500_000})
    void eachPartComesBackInTheOrderInWhichItCame(long memory) throws IOException {
        Random random = new Random(1);
        List<List<String>> expected = new ArrayList<>();
        List<List<String>> found = new ArrayList<>();
        List<RoutedRecords> blocks = new ArrayList<>();
        for (int part = 0; part < KeyedRecords.PARTS; part++) {
            expected.add(new ArrayList<>());
            found.add(new ArrayList<>());
            blocks.add(new RoutedRecords());
        }
        try (Spill spill = new Spill(folder);
                KeyedRecords records = new KeyedRecords(spill, memory)) {
            for (int i = 0; i < RECORDS; i++) {
                // One of four is of one key, whose part is longer than all others together.
                Routed record = record(random, i % 4 == 0 ? 7 : random.nextLong(), i);
                int part = KeyedRecords.partOf(record.keyLow);
                expected.get(part).add(text(record));
                blocks.get(part).add(record);
                if (random.nextInt(8) == 0) {
                    records.add(part, blocks.get(part));
                    blocks.get(part).clear();
                }
            }
            for (int part = 0; part < KeyedRecords.PARTS; part++) {
                records.add(part, blocks.get(part));
                List<String> ofPart = found.get(part);
                records.drain(part, record -> ofPart.add(text(record)));
            }
            assertThat(found).isEqualTo(expected);
            assertThat(records.onDisk() > 0).isEqualTo(memory < Long.MAX_VALUE);
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static Routed record(Random random, long key, int time) {
        Routed record = new Routed();
        record.keyHigh = key * 31;
        record.keyLow = key;
        record.time = time;
        record.hash = random.nextLong();
        record.pack = random.nextInt(3);
        record.group = random.nextInt(300);
        record.payload = new byte[random.nextInt(400)];
        Arrays.fill(record.payload, (byte) time);
        record.length = record.payload.length;
        return record;
    }

    private static String text(Routed record) {
        return String.join(
                " ",
                Long.toString(record.keyHigh),
                Long.toString(record.keyLow),
                Long.toString(record.time),
                Long.toString(record.hash),
                record.pack + "/" + record.group,
                Arrays.toString(Arrays.copyOf(record.payload, record.length)));
    }
}
