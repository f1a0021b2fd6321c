package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Some lines of an input in a row, copied so that another thread may read them; and what became of them. */
final class Chunk {
    /** Bytes of lines, about. */
    private static final int FULL = 256 * 1024;

    /** A line that could not be read: its place in the chunk, and why. */
    private record Dead(int line, String reason) {}

    private Source source;
    private final List<Dead> dead = new ArrayList<>();
    private byte[] bytes = new byte[FULL + FULL / 4];
    private int[] starts = new int[256];
    private long[] numbers = new long[256];
    private int size;
    private int end;
    private boolean lastTooLong;
    private boolean damaged;
    private long records;

    Chunk(Source source) {
        this.source = source;
    }

    /** Begins again, with nothing of the lines that it had. */
    Chunk again(Source other) {
        source = other;
        dead.clear();
        size = 0;
        end = 0;
        lastTooLong = false;
        damaged = false;
        return this;
    }

    Source source() {
        return source;
    }

    Connector connector() {
        return source.connector();
    }

    boolean isFull() {
        return end >= FULL || lastTooLong;
    }

    /** The line that {@code lines} is at. */
    void add(Lines lines) {
        if (size + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size + 2);
            numbers = Arrays.copyOf(numbers, 2 * size + 2);
        }
        if (end + lines.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, end + lines.length());
        }
        System.arraycopy(lines.buffer(), lines.from(), bytes, end, lines.length());
        end += lines.length();
        numbers[size++] = lines.number();
        starts[size] = end;
        lastTooLong = lines.isTooLong();
    }

    /** What comes after these lines cannot be read. */
    void endsInDamage() {
        damaged = true;
    }

    /** Reads the lines; any thread may. */
    void read(RecordReader reader, Intake intake) {
        Counts counts = intake.counts();
        long before = counts.records();
        Consumer<TokenEvent> events = intake::event;
        for (int i = 0; i < size; i++) {
            try {
                boolean tooLong = lastTooLong && i == size - 1;
                counts.outcome(reader.read(bytes, starts[i], starts[i + 1] - starts[i], tooLong, events));
            } catch (Unreadable e) {
                counts.deadLetter();
                dead.add(new Dead(i, e.reason()));
            }
        }
        if (damaged) {
            counts.deadLetter();
        }
        records = counts.records() - before;
    }

    /** How many records there were; every event of a line is one. */
    long records() {
        return records;
    }

    void writeDead(DeadLetters letters) throws IOException {
        Input input = source.input();
        for (Dead line : dead) {
            int from = starts[line.line];
            letters.add(input, numbers[line.line], line.reason, bytes, from, starts[line.line + 1] - from);
        }
        if (damaged) {
            long last = size == 0 ? source.linesBefore() : numbers[size - 1];
            letters.addRest(input, last);
        }
    }

    /** An input while it is read. */
    static final class Source {
        private final Input input;
        private final Connector connector;
        private final InputMeter meter;
        private long records;
        private long lines;

        Source(Input input, Connector connector, InputMeter meter) {
            this.input = input;
            this.connector = connector;
            this.meter = meter;
        }

        Input input() {
            return input;
        }

        Connector connector() {
            return connector;
        }

        /** The number of the last line that a chunk has. */
        long linesBefore() {
            return lines;
        }

        void done(Chunk chunk) {
            records += chunk.records;
            lines = chunk.size == 0 ? lines : chunk.numbers[chunk.size - 1];
        }

        /** Of what was read; once. */
        InputDigest digest() {
            return meter.digest(input.name(), connector.format(), records);
        }
    }
}
