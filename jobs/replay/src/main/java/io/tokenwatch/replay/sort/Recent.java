package io.tokenwatch.replay.sort;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of objects that come again and again, the same ones, not equal ones: readers hand out the same String for a text that repeats, and the same array. Of each
 * hash two are remembered. For one thread.
 */
final class Recent<T> {
    static final int NONE = -1;

    /** Multiplied, every bit of a hash moves the upper ones, which choose the place. */
    private static final int SPREAD = 0x9E3779B9;

    private final @Nullable Object[] objects;
    private final long[] numbers;
    private final int shift;

    /** @param places how many are remembered, a power of two; 0 if none is ever looked for */
    Recent(int places) {
        objects = new @Nullable Object[places];
        numbers = new long[places];
        shift = 1 + Integer.numberOfLeadingZeros(places);
    }

    /** A hash of a list of one text or more. */
    static int hash(String... list) {
        return 31 * list[0].hashCode() + list[list.length - 1].hashCode() + list.length;
    }

    /** Where the object with that hash is remembered; {@link #NONE} if it is not. */
    int find(T object, int hash) {
        int place = (hash * SPREAD) >>> shift;
        return objects[place] == object ? place : objects[place ^ 1] == object ? place ^ 1 : NONE;
    }

    long number(int place) {
        return numbers[place];
    }

    /** Remembers one that was not found. */
    void add(T object, int hash, long number) {
        int place = (hash * SPREAD) >>> shift;
        objects[place ^ 1] = objects[place];
        numbers[place ^ 1] = numbers[place];
        objects[place] = object;
        numbers[place] = number;
    }
}
