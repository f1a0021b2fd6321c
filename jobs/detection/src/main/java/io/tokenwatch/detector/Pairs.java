package io.tokenwatch.detector;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Sightings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The pairs of different elements of an array, each encoded as an array of the two, the smaller first. Of more than {@link #MOST}
 * elements those with the smallest hashes are paired, which no order can bias, and the key is marked.
 */
final class Pairs {
    /** Most elements that are paired: 496 pairs. */
    static final int MOST = 32;

    private Pairs() {}

    /** @param state to be marked if elements are left out */
    static List<byte[]> of(byte[] bytes, int from, int length, Sightings state) {
        TreeSet<byte[]> distinct = new TreeSet<>(Arrays::compareUnsigned);
        BytesIn in = new BytesIn(bytes, from, from + length);
        while (in.hasMore()) {
            distinct.add(in.readBlock());
        }
        List<byte[]> elements = new ArrayList<>(distinct);
        if (elements.size() > MOST) {
            state.truncate();
            elements.sort(Comparator.comparingLong(Pairs::hash).thenComparing(Arrays::compareUnsigned));
            elements = new ArrayList<>(elements.subList(0, MOST));
            elements.sort(Arrays::compareUnsigned);
        }
        List<byte[]> pairs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            for (int j = i + 1; j < elements.size(); j++) {
                pairs.add(pair(elements.get(i), elements.get(j)));
            }
        }
        return pairs;
    }

    private static long hash(byte[] element) {
        return Hashing.xxh3_64().hashBytesToLong(element);
    }

    private static byte[] pair(byte[] one, byte[] other) {
        BytesOut out = new BytesOut(one.length + other.length + 4);
        out.writeBlock(one, 0, one.length);
        out.writeBlock(other, 0, other.length);
        return out.toByteArray();
    }
}
