package io.tokenwatch.state;

/** Bits of hashes. */
public final class Bits {
    private Bits() {}

    /** The end of MurmurHash3: every bit depends on every other. */
    public static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
