package io.tokenwatch.bench.oracle;

/**
 * A table of fixed-width int rows found by a 64-bit hash that is not 0, by open addressing; grows without bound. The
 * first two ints of a row hold its hash, the rest starts as 0 and is the caller's. Reading goes straight to the array, so
 * that a row costs one cache line.
 */
final class Rows {
    private final int width;
    /** Fills the first cache line together with the array's 16-byte header. */
    private static final int PAD = 12;

    private int[] ints;
    private int mask;
    private int size;

    /** @param width ints per row, a power of two of at least 4 */
    Rows(int width, int expected) {
        this.width = width;
        allocate(Integer.highestOneBit(Math.max(8, expected)) * 2);
    }

    private void allocate(int rows) {
        ints = new int[Math.addExact(PAD, Math.multiplyExact(rows, width))];
        mask = rows - 1;
    }

    /** The array that holds all rows; changes when {@link #find} has to grow it. */
    int[] ints() {
        return ints;
    }

    /** The index of the first int of the row for {@code hash}, made if it was not there. */
    int find(long hash) {
        int low = (int) hash;
        int high = (int) (hash >>> 32);
        int row = high & mask;
        while (true) {
            int at = PAD + row * width;
            if (ints[at] == low && ints[at + 1] == high) {
                return at;
            }
            if ((ints[at] | ints[at + 1]) == 0) {
                if (2L * size > mask) {
                    grow();
                    return find(hash);
                }
                size++;
                ints[at] = low;
                ints[at + 1] = high;
                return at;
            }
            row = (row + 1) & mask;
        }
    }

    private void grow() {
        int[] old = ints;
        allocate(Math.multiplyExact(mask + 1, 2));
        for (int from = PAD; from < old.length; from += width) {
            if ((old[from] | old[from + 1]) != 0) {
                int row = old[from + 1] & mask;
                while ((ints[PAD + row * width] | ints[PAD + row * width + 1]) != 0) {
                    row = (row + 1) & mask;
                }
                System.arraycopy(old, from, ints, PAD + row * width, width);
            }
        }
    }
}
