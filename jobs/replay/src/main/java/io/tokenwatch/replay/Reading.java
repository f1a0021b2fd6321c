package io.tokenwatch.replay;

import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.text.Unreadable;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipException;

/** Reads logs line by line: events to the intake, what cannot be read to the dead letters. May be used once. */
final class Reading {
    private static final int STEP = 4_096;

    private final ReplaySettings settings;
    private final ReplayWatcher watcher;
    private final Intake intake;
    private final Map<Connector, RecordReader> readers = new HashMap<>();
    private final List<InputDigest> inputs = new ArrayList<>();
    private long bytes;
    private long totalBytes;
    private long nextReport = STEP;

    Reading(Intake intake, ReplaySettings settings, ReplayWatcher watcher) {
        this.intake = intake;
        this.settings = settings;
        this.watcher = watcher;
    }

    void read(Map<Input, Connector> formats, DeadLetters dead) throws IOException {
        totalBytes = size(formats.keySet());
        for (Map.Entry<Input, Connector> entry : formats.entrySet()) {
            Input input = entry.getKey();
            Connector connector = entry.getValue();
            long before = intake.records();
            InputMeter meter = new InputMeter(read -> bytes += read);
            read(input, readers.computeIfAbsent(connector, c -> c.open(settings.reading())), meter, dead);
            inputs.add(meter.digest(input.name(), connector.format(), intake.records() - before));
        }
        watcher.reading(intake.records(), bytes, totalBytes);
    }

    /** Of canonical records, with how many said them. */
    SortedMap<String, Long> unknownFields() {
        TreeMap<String, Long> unknown = new TreeMap<>();
        for (RecordReader reader : readers.values()) {
            if (reader instanceof CanonicalReader canonical) {
                unknown.putAll(canonical.unknownFields());
            }
        }
        return unknown;
    }

    /** What was read. */
    List<InputDigest> inputs() {
        return inputs;
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

    private void read(Input input, RecordReader reader, InputMeter meter, DeadLetters dead) throws IOException {
        long line = 0;
        try (Lines lines = reading(input, () -> input.open(meter))) {
            while (reading(input, lines::next)) {
                line = lines.number();
                try {
                    intake.outcome(lines.read(reader, intake::event));
                } catch (Unreadable e) {
                    intake.deadLetter();
                    dead.add(input, lines, e.reason());
                }
                report();
            }
        } catch (EOFException | ZipException e) {
            intake.deadLetter();
            dead.addRest(input, line);
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

    private void report() {
        if (intake.records() >= nextReport) {
            nextReport = intake.records() + STEP;
            watcher.reading(intake.records(), bytes, totalBytes);
        }
    }
}
