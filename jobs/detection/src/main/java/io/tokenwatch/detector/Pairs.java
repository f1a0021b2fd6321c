package io.tokenwatch.detector;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Sightings;
import io.tokenwatch.state.Sightings.Interval;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The pairs of different elements of an array, each encoded as an array of the two, the smaller first; and each element as a pair
 * with itself, so that it is known which were there before. Of more than {@link #MOST} elements those with the smallest hashes
 * are paired, which no order can bias, and the key is marked.
 */
final class Pairs {
    /** Most elements that are paired: 496 pairs, and 32 halves. */
    static final int MOST = 32;

    private Pairs() {}

    /** When the halves of pairs were seen. */
    record Halves(Map<ByteBuffer, List<Interval>> seen) {
        static final Halves NONE = new Halves(Map.of());

        /** Whether both halves of a pair, by themselves or in others, had been seen before it and not been forgotten. */
        boolean wereKnown(byte[] pair, Evidence first) {
            BytesIn in = new BytesIn(pair);
            byte[] one = in.readBlock();
            return !isHalf(pair) && wasKnown(one, first) && wasKnown(in.readBlock(), first);
        }

        private boolean wasKnown(byte[] half, Evidence first) {
            for (Interval interval : seen.getOrDefault(ByteBuffer.wrap(half), List.of())) {
                if (Evidence.compare(interval.first(), first) < 0 && interval.last() >= first.time()) {
                    return true;
                }
            }
            return false;
        }
    }

    static Halves halves(Sightings state) {
        Map<ByteBuffer, List<Interval>> seen = new HashMap<>();
        state.forEach((value, before, interval) -> {
            if (isHalf(value)) {
                byte[] half = new BytesIn(value).readBlock();
                seen.computeIfAbsent(ByteBuffer.wrap(half), none -> new ArrayList<>(1))
                        .add(interval);
            }
        });
        return new Halves(seen);
    }

    /** Whether it is an element with itself. */
    static boolean isHalf(byte[] pair) {
        BytesIn in = new BytesIn(pair);
        return Arrays.equals(in.readBlock(), in.readBlock());
    }

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
            for (int j = i; j < elements.size(); j++) {
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
