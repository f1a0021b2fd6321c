package io.tokenwatch.demo.traffic;

import java.util.HexFormat;

/** Ids that never repeat within a run: a counter through SplitMix64's finalizer, which maps no two numbers to one. */
final class Ids {
    private static final HexFormat HEX = HexFormat.of();
    private final long seed;
    private long count;

    Ids(long seed) {
        this.seed = mix(seed);
    }

    /** In the form of the keyed HMAC that stands for a raw token everywhere. */
    String token() {
        return "hmac-sha256:demo:" + hex() + hex();
    }

    String event() {
        return "evt-" + hex();
    }

    String session() {
        return "ses-" + hex();
    }

    String family() {
        return "fam-" + hex();
    }

    private String hex() {
        count++;
        return HEX.toHexDigits(mix(seed + count * 0x9E3779B97F4A7C15L));
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
