package io.tokenwatch.replay;

import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.ZipException;

/**
 * Reads logs line by line: events to the intakes, what cannot be read to the dead letters, which are in the order of the inputs whoever
 * read them. One thread finds the lines, the others read them, some thousand bytes at a time. May be used once.
 */
final class Reading {
    private static final int STEP = 4_096;
    /** So many chunks wait to be read, or for one before them: with a few, whoever sorts on disk for a moment would stop everybody else. */
    private static final int AHEAD = 128;

    /** What one thread reads with. */
    private record Desk(Intake intake, Map<Connector, RecordReader> readers) {}

    private final ReplaySettings settings;
    private final ReplayWatcher watcher;
    private final Crew crew;
    private final List<Desk> desks;
    private final BlockingQueue<Desk> free;
    private final Deque<Future<Chunk>> begun = new ArrayDeque<>();
    /** Chunks to be used again. */
    private final Deque<Chunk> done = new ArrayDeque<>();

    private final List<Chunk.Source> sources = new ArrayList<>();
    private long records;
    private long bytes;
    private long totalBytes;
    private long nextReport = STEP;

    /** @param intakes one for each member of the crew */
    Reading(List<Intake> intakes, Crew crew, ReplaySettings settings, ReplayWatcher watcher) {
        this.crew = crew;
        this.settings = settings;
        this.watcher = watcher;
        this.desks = intakes.stream()
                .map(intake -> new Desk(intake, new HashMap<>()))
                .toList();
        this.free = new LinkedBlockingQueue<>(desks);
    }

    void read(Map<Input, Connector> formats, DeadLetters dead) throws IOException {
        totalBytes = size(formats.keySet());
        for (Map.Entry<Input, Connector> entry : formats.entrySet()) {
            InputMeter meter = new InputMeter(read -> bytes += read);
            Chunk.Source source = new Chunk.Source(entry.getKey(), entry.getValue(), meter);
            sources.add(source);
            read(source, meter, dead);
        }
        while (!begun.isEmpty()) {
            finishOldest(dead);
        }
        watcher.reading(records, bytes, totalBytes);
    }

    /** Of canonical records, with how many said them. */
    SortedMap<String, Long> unknownFields() {
        TreeMap<String, Long> unknown = new TreeMap<>();
        for (Desk desk : desks) {
            for (RecordReader reader : desk.readers.values()) {
                if (reader instanceof CanonicalReader canonical) {
                    canonical.unknownFields().forEach((name, count) -> unknown.merge(name, count, Long::sum));
                }
            }
        }
        return unknown;
    }

    /** What was read. */
    List<InputDigest> inputs() {
        return sources.stream().map(Chunk.Source::digest).toList();
    }

    private static long size(Collection<Input> inputs) throws IOException {
        long size = 0;
        for (Input input : inputs) {
            if (input.size() == 0) {
                return 0;
            }
            size += input.size();
        }
        return size;
    }

    private void read(Chunk.Source source, InputMeter meter, DeadLetters dead) throws IOException {
        Input input = source.input();
        Chunk chunk = chunk(source);
        try (Lines lines = reading(input, () -> input.open(meter))) {
            while (reading(input, lines::next)) {
                chunk.add(lines);
                if (chunk.isFull()) {
                    begin(chunk, dead);
                    chunk = chunk(source);
                }
            }
        } catch (EOFException | ZipException e) {
            chunk.endsInDamage();
        }
        begin(chunk, dead);
    }

    private Chunk chunk(Chunk.Source source) {
        Chunk used = done.poll();
        return used == null ? new Chunk(source) : used.again(source);
    }

    private void begin(Chunk chunk, DeadLetters dead) throws IOException {
        begun.add(crew.begin(() -> {
            Desk desk = free.take();
            try {
                RecordReader reader = desk.readers.computeIfAbsent(chunk.connector(), c -> c.open(settings.reading()));
                chunk.read(reader, desk.intake);
            } finally {
                free.add(desk);
            }
            return chunk;
        }));
        while (begun.size() > Math.max(AHEAD, 2 * crew.size())) {
            finishOldest(dead);
        }
    }

    private void finishOldest(DeadLetters dead) throws IOException {
        Chunk chunk = Crew.done(begun.remove());
        chunk.writeDead(dead);
        chunk.source().done(chunk);
        records += chunk.records();
        done.add(chunk);
        if (records >= nextReport) {
            nextReport = records + STEP;
            watcher.reading(records, bytes, totalBytes);
        }
    }

    /** Something that can fail as reading a file can. */
    private interface Access<T> {
        T get() throws IOException;
    }

    /** Failing to read is another thing than failing to write a dead letter. */
    private static <T> T reading(Input input, Access<T> access) throws EOFException, ZipException {
        try {
            return access.get();
        } catch (EOFException | ZipException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input.name() + ": " + e.getMessage(), e);
        }
    }
}
