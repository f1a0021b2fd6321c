package io.tokenwatch.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The selections that one event meets, by their numbers in the {@link RuleIndex}. Reused from event to event: a usual one meets what many others
 * have met, so that what follows from it can be kept by {@link #hash} and {@link #copy}.
 */
public final class SelectionSet {
    private final long[] bits;
    private int size;
    private long hash;
    private long tested;

    /** What the events were like that met them; null if that is not asked. */
    private final @Nullable Situations situations;

    /** @param most how many selections there are */
    SelectionSet(int most, @Nullable Situations situations) {
        this.situations = situations;
        bits = new long[(most + Long.SIZE - 1) / Long.SIZE];
    }

    @Nullable
    Situations situations() {
        return situations;
    }

    /** A selection is tested, whatever comes of it. */
    void count() {
        tested++;
    }

    /** How many selections have been tested, over all events. */
    public long tested() {
        return tested;
    }

    /** Adding the same again changes nothing. */
    void add(int selection) {
        long bit = 1L << selection;
        if ((bits[selection / Long.SIZE] & bit) == 0) {
            bits[selection / Long.SIZE] |= bit;
            size++;
            hash ^= spread(selection);
        }
    }

    private static long spread(int selection) {
        long bits = (selection + 1) * 0x9E3779B97F4A7C15L;
        return (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The same for the same selections, in whatever order they were found; its upper bits are spread best. */
    public long hash() {
        return hash;
    }

    /** The set as it is now, for {@link #is}. */
    public long[] copy() {
        return bits.clone();
    }

    /** Becomes what it was when that {@link #copy} was made. */
    public void become(long[] copy) {
        clear();
        for (int word = 0; word < copy.length; word++) {
            for (long left = copy[word]; left != 0; left &= left - 1) {
                add(word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
    }

    /** Whether it holds just the selections of a {@link #copy}. */
    public boolean is(long[] copy) {
        return Arrays.equals(bits, copy);
    }

    /** The lowest number from that one on; -1 if there is none. */
    int next(int from) {
        int word = from / Long.SIZE;
        if (word >= bits.length) {
            return -1;
        }
        long left = bits[word] & (-1L << from);
        while (left == 0) {
            if (++word == bits.length) {
                return -1;
            }
            left = bits[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(left);
    }

    void clear() {
        if (size > 0) {
            Arrays.fill(bits, 0);
            size = 0;
            hash = 0;
        }
    }
}
