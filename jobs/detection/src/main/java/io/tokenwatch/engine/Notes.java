package io.tokenwatch.engine;

import java.util.Arrays;

/**
 * What is to be written down of one event, held back until all of it is known. It goes to places all over tables that no cache holds: those are fetched
 * from memory side by side then, and not one after the other. One thread.
 */
final class Notes {
    private static final int MEETS = 0;
    private static final int SHOWS = 1;
    private static final int COUNTS = 2;
    private static final int WITHIN = 3;
    private static final int AROUND = 4;
    private static final int AMONG = 5;
    private static final int ANSWERS = 6;

    /** Of a note: its kind, and what is to be written. */
    private static final int STRIDE = 5;

    private final Prospects prospects;
    private final Spans spans;
    private final Tallies tallies;
    private long[] notes = new long[STRIDE * 32];
    private int end;
    /** Of no meaning, so that nobody finds that what was fetched is of no use. */
    private long fetched;

    Notes(Prospects prospects) {
        this.prospects = prospects;
        this.spans = prospects.spans();
        this.tallies = prospects.tallies();
    }

    private void add(int kind, long a, long b, long c, long d) {
        if (end == notes.length) {
            notes = Arrays.copyOf(notes, 2 * end);
        }
        notes[end] = kind;
        notes[end + 1] = a;
        notes[end + 2] = b;
        notes[end + 3] = c;
        notes[end + 4] = d;
        end += STRIDE;
    }

    /** See {@link Prospects#note}. */
    void meets(long keyHigh, long keyLow, int shape, int steps) {
        add(MEETS, keyHigh, keyLow, shape, steps);
    }

    /** See {@link Prospects#show}. */
    void shows(long keyHigh, long keyLow, int field, long value) {
        add(SHOWS, keyHigh, keyLow, field, value);
    }

    /** See {@link Tallies#add}. */
    void counts(long hash) {
        add(COUNTS, hash, 0, 0, 0);
    }

    /** See {@link Spans#within}. */
    void within(long hash, long time, long grain) {
        add(WITHIN, hash, time, grain, 0);
    }

    /** See {@link Spans#around}. */
    void around(long hash, long time, long grain) {
        add(AROUND, hash, time, grain, 0);
    }

    /** See {@link Spans#among}. */
    void among(long hash, long time, int wanted) {
        add(AMONG, hash, time, wanted, 0);
    }

    /** See {@link Spans#answers}. */
    void answers(long hash, long time, long stretch) {
        add(ANSWERS, hash, time, stretch, 0);
    }

    /** Writes all of it down. */
    void write() {
        long sum = 0;
        for (int at = 0; at < end; at += STRIDE) {
            long a = notes[at + 1];
            sum += switch ((int) notes[at]) {
                case MEETS -> prospects.met(a, notes[at + 2], (int) notes[at + 3]);
                case SHOWS -> prospects.shown(a, notes[at + 2], (int) notes[at + 3]);
                case COUNTS -> tallies.of(a);
                default -> spans.home(a);
            };
        }
        fetched = sum;
        for (int at = 0; at < end; at += STRIDE) {
            write((int) notes[at], notes[at + 1], notes[at + 2], notes[at + 3], notes[at + 4]);
        }
        end = 0;
    }

    private void write(int kind, long a, long b, long c, long d) {
        switch (kind) {
            case MEETS -> prospects.note(a, b, (int) c, (int) d);
            case SHOWS -> prospects.show(a, b, (int) c, d);
            case COUNTS -> tallies.add(a);
            case WITHIN -> spans.within(a, b, c);
            case AROUND -> spans.around(a, b, c);
            case AMONG -> spans.among(a, b, (int) c);
            default -> spans.answers(a, b, c);
        }
    }

    @Override
    public String toString() {
        return end / STRIDE + " notes, " + fetched;
    }
}
