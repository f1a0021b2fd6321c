package io.tokenwatch.replay.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SortedEventsTest {
    private static final long PLENTY = 1L << 30;

    @TempDir
    private Path folder = Path.of("");

    /** With 100 bytes every event is a file of its own, so that files are merged into files too. */
    @ParameterizedTest
    @CsvSource({"1, 1073741824, false", "3, 1073741824, false", "1, 100, true", "3, 40000, true"})
    void givesEachEventOnceInOrderWhereverItWas(int sorters, long memory, boolean onDisk) throws IOException {
        Random random = new Random(5);
        List<TokenEvent> events = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            TokenEvent event = event("e" + random.nextInt(1_000), 1_000L * random.nextInt(50));
            event.set(Field.SCOPE, "read", "write" + i % 7);
            events.add(event);
            if (i % 10 == 0) {
                events.add(event);
            }
        }
        Collections.shuffle(events, random);
        EventIdentity identity = new EventIdentity();
        Map<Long, TokenEvent> counting = new TreeMap<>();
        for (TokenEvent event : events) {
            counting.merge(identity.id(event), event, (a, b) -> identity.content(a) <= identity.content(b) ? a : b);
        }
        List<String> expected = counting.values().stream()
                .sorted(Comparator.comparingLong(TokenEvent::eventTime).thenComparing(identity::id))
                .map(TokenEvent::toString)
                .toList();
        try (Spill spill = new Spill(folder)) {
            List<Sorter> all = Stream.generate(() -> new Sorter(spill, memory))
                    .limit(sorters)
                    .toList();
            for (int i = 0; i < events.size(); i++) {
                all.get(i % sorters).add(events.get(i), 1);
            }
            SortedEvents sorted = SortedEvents.of(all, spill);
            assertThat(texts(sorted)).isEqualTo(expected);
            assertThat(texts(sorted)).as("again").isEqualTo(expected);
            assertThat(sorted.copies().distinct()).isEqualTo(expected.size());
            assertThat(sorted.copies().conflicts()).isPositive();
            assertThat(spill.isUsed()).isEqualTo(onDisk);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatIsNotWantedBackIsCountedAndStillTellsCopiesApart() throws IOException {
        TokenEvent one = event("e1", 1_000);
        TokenEvent other = event("e1", 2_000);
        EventIdentity identity = new EventIdentity();
        TokenEvent losing = identity.content(one) < identity.content(other) ? other : one;
        try (Spill spill = new Spill(folder)) {
            Sorter sorter = new Sorter(spill, PLENTY);
            sorter.add(losing, 1);
            sorter.add(losing == one ? other : one, 0);
            SortedEvents sorted = SortedEvents.of(List.of(sorter), spill);
            assertThat(texts(sorted)).isEmpty();
            assertThat(sorted.copies().distinct()).isEqualTo(1);
            assertThat(sorted.copies().conflicts()).isEqualTo(1);
        }
    }

    @Test
    void removesWhatAProcessThatWasKilledLeftBehindAndNoOther() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path dead = Files.createDirectory(folder.resolve(".tokenwatch-sort." + ended.pid() + ".x"));
        Files.writeString(dead.resolve("0"), "left behind");
        Path living = Files.createDirectory(
                folder.resolve(".tokenwatch-sort." + ProcessHandle.current().pid() + ".x"));
        Path foreign = Files.createDirectory(folder.resolve(".tokenwatch-sort.mine"));
        try (Spill spill = new Spill(folder)) {
            assertThat(spill.isUsed()).isFalse();
            assertThat(dead).doesNotExist();
            assertThat(living).exists();
            assertThat(foreign).exists();
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<String> texts(SortedEvents events) throws IOException {
        List<String> texts = new ArrayList<>();
        TokenEvent event = new TokenEvent();
        try (Cursor cursor = events.cursor()) {
            for (KeptEvent kept = cursor.next(); kept != null; kept = cursor.next()) {
                kept.decode(event);
                texts.add(event.toString());
            }
        }
        return texts;
    }

    private static TokenEvent event(String id, long time) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_TYPE, "token.validated");
        event.set(Field.EVENT_ID, id);
        event.set(Field.EVENT_TIME, time);
        return event;
    }
}
