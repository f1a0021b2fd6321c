package io.tokenwatch.keyed;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.SortedSet;
import java.util.TreeSet;

/** A set of texts, bounded: those first by alphabet stay, in any order and repetition of additions, and it says so. */
public final class Names {
    private final int bound;
    private final TreeSet<String> names = new TreeSet<>();
    private boolean truncated;

    public Names(int bound) {
        this.bound = bound;
    }

    public void add(String name) {
        if (names.add(name) && names.size() > bound) {
            names.pollLast();
            truncated = true;
        }
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    public boolean truncated() {
        return truncated;
    }

    /** Not to be changed. */
    public SortedSet<String> all() {
        return names;
    }

    public void merge(Names other) {
        other.names.forEach(this::add);
        truncated |= other.truncated;
    }

    public void encode(BytesOut out) {
        out.writeVarint((long) names.size() << 1 | (truncated ? 1 : 0));
        names.forEach(out::writeText);
    }

    /** Fills this empty set. */
    public void decode(BytesIn in) {
        long head = in.readVarint();
        truncated = (head & 1) == 1;
        for (long i = head >>> 1; i > 0; i--) {
            names.add(in.readText());
        }
    }
}
