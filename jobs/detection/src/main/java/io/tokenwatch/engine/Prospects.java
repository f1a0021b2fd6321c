package io.tokenwatch.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;

/**
 * Which steps of which rules the keys of a history have met, and whether they have shown different values of a field: written
 * down while the history is read, asked when it is judged. A key that has met no revocation need not keep each use of its token.
 *
 * <p>A fixed table, whatever the number of keys: two that share a place each seem to have met what the other has. So what it says of a
 * key is never too little, and costs work only where it is too much. Several threads may write it down at the same time; what is asked must come
 * after.
 *
 * <p>A step that many events meet hardly tells keys apart. It is given up as soon as that is seen, and not asked for: what is asked for was
 * written down from the first event on.
 */
public final class Prospects {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** Of one step each: what is needed of later ones is not looked at. */
    static final int BITS = Byte.SIZE;

    private static final int MASK = (1 << BITS) - 1;

    /** All of a key is in one line of the processor's cache. */
    private static final int LINE = 8;

    private static final int MOST_LINES = 1 << 24;

    /** Of a value: its hash, or that there was another one too. */
    private static final long NONE = 0;

    private static final long SEVERAL = -1;

    /** Of the memory, one part in so many is for each of two tables by key, and one for what is counted; the rest for times, 32 bytes each. */
    private static final int SHARE_OF_TABLE = 8;

    private static final int SHARE_OF_TALLIES = 32;

    private final long[] cells;
    /** By key and field. */
    private final long[] values;
    /** By the shape of a rule's state: the steps that are given up, as bits. */
    private final Map<Integer, Integer> givenUp = new HashMap<>();

    private final int mask;
    private final KnownSets sets = new KnownSets();
    private final Spans spans;
    private final Tallies tallies;
    private volatile int timesGivenUp;
    private boolean copiesAgree = true;
    private long extent = Long.MAX_VALUE;
    private long last = Long.MAX_VALUE;

    /** @param memory bytes of it, at most */
    public Prospects(long memory) {
        this.tallies = new Tallies(memory / SHARE_OF_TALLIES);
        this.spans = new Spans(memory - 2 * memory / SHARE_OF_TABLE - memory / SHARE_OF_TALLIES);
        long lines = Math.max(1, Math.min(MOST_LINES, memory / SHARE_OF_TABLE / (LINE * Long.BYTES)));
        int size = (int) Long.highestOneBit(lines);
        this.cells = new long[size * LINE];
        this.values = new long[size * LINE];
        this.mask = size - 1;
    }

    /** Of these steps, those that are written down and asked for. */
    synchronized int asked(int shape, int steps) {
        return steps & MASK & ~givenUp.getOrDefault(shape, 0);
    }

    /** These steps are met by too many. */
    synchronized void giveUp(int shape, int steps) {
        givenUp.merge(shape, steps, (known, more) -> known | more);
        timesGivenUp++;
    }

    /** Another number whenever steps were given up. */
    int timesGivenUp() {
        return timesGivenUp;
    }

    /** What the events have met. */
    KnownSets sets() {
        return sets;
    }

    /** When the keys have met what. */
    Spans spans() {
        return spans;
    }

    /** How often they have. */
    Tallies tallies() {
        return tallies;
    }

    /** All is written down; the first of the events happened then, and the last (ms since the epoch). */
    public void reach(long from, long to) {
        extent = Math.max(0, to - from);
        last = to;
    }

    /** How far the last event is from the first (ms); the largest number as long as that is not known. */
    long extent() {
        return extent;
    }

    /** When the last event happened, which is as far as time will have come; as {@link #extent}. */
    long last() {
        return last;
    }

    /**
     * Of some events there were copies that differ, and only one of each is judged: what the others said was written down too. That a
     * key has met something may then be wrong, so nothing is left out because of it.
     */
    public void copiesDiffer() {
        copiesAgree = false;
    }

    boolean copiesAgree() {
        return copiesAgree;
    }

    /** The key has met these steps of the rule whose state has that shape. */
    void note(long keyHigh, long keyLow, int shape, int steps) {
        int place = place(keyHigh, keyLow, shape);
        long bits = (long) (steps & MASK) << (place % LINE * BITS);
        if ((cells[place / LINE] & bits) != bits) {
            LONGS.getAndBitwiseOr(cells, place / LINE, bits);
        }
    }

    /** Whether the key may have met all of these steps. */
    boolean has(long keyHigh, long keyLow, int shape, int steps) {
        return (steps & MASK & ~met(keyHigh, keyLow, shape)) == 0;
    }

    /** The steps that the key may have met. */
    private int met(long keyHigh, long keyLow, int shape) {
        int place = place(keyHigh, keyLow, shape);
        return (int) (cells[place / LINE] >>> (place % LINE * BITS)) & MASK;
    }

    /** The key has shown a value of that hash in a field. */
    void show(long keyHigh, long keyLow, int field, long value) {
        int cell = cell(keyHigh, keyLow, field);
        long hash = value == NONE || value == SEVERAL ? 1 : value;
        for (long known = values[cell]; known != hash && known != SEVERAL; ) {
            long before = (long) LONGS.compareAndExchange(values, cell, known, known == NONE ? hash : SEVERAL);
            if (before == known) {
                return;
            }
            known = before;
        }
    }

    /** Whether the key may have shown several values in that field. */
    boolean varies(long keyHigh, long keyLow, int field) {
        return values[cell(keyHigh, keyLow, field)] == SEVERAL;
    }

    private int cell(long keyHigh, long keyLow, int field) {
        return (int) ((keyLow >>> 16) ^ (keyHigh >>> 32) ^ (field * 0x9E3779B9L)) & (values.length - 1);
    }

    /** In bytes. */
    private int place(long keyHigh, long keyLow, int shape) {
        int line = (int) (keyLow >>> 16) & mask;
        int within = (int) keyHigh ^ ((shape * 0x9E3779B9) >>> 26);
        return line * LINE * LINE + (within & (LINE * LINE - 1));
    }
}
