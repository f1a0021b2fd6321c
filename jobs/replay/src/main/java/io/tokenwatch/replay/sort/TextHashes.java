package io.tokenwatch.replay.sort;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.state.Bits;

/** Hashes of texts, of 64 bits, and of lists of them; of those that come again it remembers the hash. For one thread. */
final class TextHashes {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final int RECENT = 1 << 11;

    private final Recent<String> texts = new Recent<>(RECENT);
    private final Recent<String[]> lists = new Recent<>(RECENT);

    /** Of a text as its bytes in UTF-8. */
    static long of(byte[] utf8, int from, int length) {
        return HASH.hashBytesToLong(utf8, from, length);
    }

    long of(String text) {
        int at = texts.find(text, text.hashCode());
        if (at != Recent.NONE) {
            return texts.number(at);
        }
        byte[] utf8 = text.getBytes(UTF_8);
        long hash = of(utf8, 0, utf8.length);
        texts.add(text, text.hashCode(), hash);
        return hash;
    }

    /** @param list of one text or more, which nobody changes */
    long of(String... list) {
        int ends = Recent.hash(list);
        int at = lists.find(list, ends);
        if (at != Recent.NONE) {
            return lists.number(at);
        }
        long hash = list.length;
        for (String text : list) {
            hash = Bits.mix(hash) + of(text);
        }
        lists.add(list, ends, hash);
        return hash;
    }
}
