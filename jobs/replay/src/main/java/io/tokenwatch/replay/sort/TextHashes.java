package io.tokenwatch.replay.sort;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of texts, of 64 bits, and of lists of them. Readers hand out the same String for a text that repeats, and the same array: of those it remembers the
 * hash. For one thread.
 */
final class TextHashes {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final int RECENT = 1 << 11;
    private static final int SHIFT = 1 + Integer.numberOfLeadingZeros(RECENT);
    /** Multiplied, every bit of a hash moves the upper ones, which choose the place. */
    private static final int SPREAD = 0x9E3779B9;

    private final @Nullable String[] texts = new @Nullable String[RECENT];
    private final long[] ofTexts = new long[RECENT];
    private final String[] @Nullable [] lists = new String[RECENT] @Nullable [];
    private final long[] ofLists = new long[RECENT];

    /** The end of MurmurHash3: every bit depends on every other. */
    static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Of a text as its bytes in UTF-8. */
    static long of(byte[] utf8, int from, int length) {
        return HASH.hashBytesToLong(utf8, from, length);
    }

    @SuppressWarnings("ReferenceEquality") // another one with the same letters has the same hash
    long of(String text) {
        int place = (text.hashCode() * SPREAD) >>> SHIFT;
        if (texts[place] == text) {
            return ofTexts[place];
        }
        int beside = place ^ 1;
        if (texts[beside] == text) {
            return ofTexts[beside];
        }
        byte[] utf8 = text.getBytes(UTF_8);
        texts[beside] = texts[place];
        ofTexts[beside] = ofTexts[place];
        texts[place] = text;
        ofTexts[place] = of(utf8, 0, utf8.length);
        return ofTexts[place];
    }

    /** @param list of one text or more, which nobody changes */
    @SuppressWarnings("ReferenceEquality") // see above
    long of(String... list) {
        int ends = 31 * list[0].hashCode() + list[list.length - 1].hashCode();
        int place = ((ends + list.length) * SPREAD) >>> SHIFT;
        if (lists[place] == list) {
            return ofLists[place];
        }
        int beside = place ^ 1;
        if (lists[beside] == list) {
            return ofLists[beside];
        }
        long hash = list.length;
        for (String text : list) {
            hash = mix(hash) + of(text);
        }
        lists[beside] = lists[place];
        ofLists[beside] = ofLists[place];
        lists[place] = list;
        ofLists[place] = hash;
        return hash;
    }
}
