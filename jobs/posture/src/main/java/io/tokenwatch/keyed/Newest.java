package io.tokenwatch.keyed;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When things were seen last: those with the latest times, up to a bound. A function of the set of sightings, whatever their order
 * and repetition: a thing is left out only if so many others are later than it ever was.
 *
 * @param <T> has a total order
 */
public final class Newest<T extends Comparable<T>> {
    /** How a thing is written. */
    public interface Form<T> {
        void encode(T thing, BytesOut out);

        T decode(BytesIn in);
    }

    private final int bound;
    private final TreeMap<T, Long> times = new TreeMap<>();
    private boolean truncated;

    public Newest(int bound) {
        this.bound = bound;
    }

    public boolean isEmpty() {
        return times.isEmpty();
    }

    /** Whether anything was left out. */
    public boolean truncated() {
        return truncated;
    }

    /** In the order of the things; not to be changed. */
    public Map<T, Long> times() {
        return times;
    }

    public boolean contains(T thing) {
        return times.containsKey(thing);
    }

    /**
     * Takes a sighting in.
     *
     * @param time milliseconds since the epoch
     * @return what is left out from now on, perhaps the thing itself; null if nothing
     */
    public @Nullable T add(T thing, long time) {
        times.merge(thing, time, Math::max);
        if (times.size() <= bound) {
            return null;
        }
        truncated = true;
        T oldest = times.entrySet().stream()
                .min(Map.Entry.<T, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
        times.remove(oldest);
        return oldest;
    }

    public void merge(Newest<T> other) {
        other.times.forEach(this::add);
        truncated |= other.truncated;
    }

    /** Drops what was last seen before that time. */
    public void forget(long time) {
        times.values().removeIf(last -> last < time);
    }

    /** The things, the latest first. */
    public List<T> latestFirst() {
        List<T> things = new ArrayList<>(times.keySet());
        things.sort(Comparator.comparing((T thing) -> times.getOrDefault(thing, Long.MIN_VALUE))
                .reversed());
        return things;
    }

    public void encode(BytesOut out, Form<T> form) {
        out.writeVarint((long) times.size() << 1 | (truncated ? 1 : 0));
        times.forEach((thing, time) -> {
            form.encode(thing, out);
            out.writeSigned(time);
        });
    }

    /** Fills this empty one. */
    public void decode(BytesIn in, Form<T> form) {
        long head = in.readVarint();
        truncated = (head & 1) == 1;
        for (long i = head >>> 1; i > 0; i--) {
            T thing = form.decode(in);
            times.put(thing, in.readSigned());
        }
    }
}
