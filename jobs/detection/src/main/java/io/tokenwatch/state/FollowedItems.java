package io.tokenwatch.state;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What began in one tumbling window, item by item, and when each was last seen: of an item the earliest event that begins it, and
 * the latest time of those that follow. Smallest and largest merge in any order, and of copies of an event that differ the one that
 * moves them counts.
 *
 * <p>It holds up to {@code most} items, begun or only seen. Beyond, those with the smallest hashes: of these it knows all, so that
 * they are a fair sample of the whole, whatever came first. An item takes 10 to 20 bytes until it begins, and then its event.
 */
public final class FollowedItems {
    /** One item that has begun. */
    public record Item(Evidence first, long last) {
        /** From its first event to when it was last seen; 0 if it was not seen after it. */
        public long lag() {
            return last > first.time() ? last - first.time() : 0;
        }
    }

    private static final long NEVER = Long.MIN_VALUE;

    /** @param first null while it has only been seen */
    private record Known(@Nullable Evidence first, long last) {}

    private final long start;
    private final int most;
    /** By hash, as an unsigned number whose first bit is turned, so that the order of longs is that of hashes. */
    private final TreeMap<Long, Known> items = new TreeMap<>();
    /** The smallest hash that was left out. */
    private @Nullable Long limit;

    FollowedItems(long start, int most) {
        this.start = start;
        this.most = most;
    }

    /** Start of the window, milliseconds since the epoch. */
    public long start() {
        return start;
    }

    /** Identity of the item that the captured value names, which must be there. */
    public static long item(Evidence evidence, int capture) {
        evidence.seek(capture);
        return Hashing.xxh3_64().hashBytesToLong(evidence.bytes(), evidence.valueFrom(), evidence.valueLength())
                ^ Long.MIN_VALUE;
    }

    /** The items that have begun, by hash. */
    public List<Item> begun() {
        List<Item> begun = new ArrayList<>();
        for (Known known : items.values()) {
            if (known.first != null) {
                begun.add(new Item(known.first, known.last));
            }
        }
        return begun;
    }

    /** The item, if it has begun. */
    public @Nullable Item find(long item) {
        Known known = items.get(item);
        return known == null || known.first == null ? null : new Item(known.first, known.last);
    }

    /** Which part of all items it holds; 1 if it holds them all. */
    public double part() {
        return limit == null ? 1 : (limit / 0x1p64) + 0.5;
    }

    /** Whether anything changes for the items that have begun when this one is seen: it is one of them, or may take the place of one. */
    public boolean matters(long item) {
        Known known = items.get(item);
        return known != null ? known.first != null : !isLeftOut(item) && items.size() >= most;
    }

    /** Takes note that an item began; false if that changes nothing. */
    boolean begin(long item, Evidence evidence) {
        Known known = items.get(item);
        if (isLeftOut(item) || (known != null && known.first != null && !precedes(evidence, known.first))) {
            return false;
        }
        put(item, new Known(evidence.copy(), known == null ? NEVER : known.last));
        return true;
    }

    private static boolean precedes(Evidence one, Evidence other) {
        int order = Evidence.compare(one, other);
        return order < 0 || (order == 0 && Evidence.compareBytes(one, other) < 0);
    }

    /** Takes note that an item was seen; false if that changes nothing. */
    boolean see(long item, long time) {
        Known known = items.get(item);
        if (isLeftOut(item) || (known != null && known.last >= time)) {
            return false;
        }
        put(item, new Known(known == null ? null : known.first, time));
        return true;
    }

    private boolean isLeftOut(long item) {
        return limit != null && item >= limit;
    }

    private void put(long item, Known known) {
        items.put(item, known);
        if (items.size() > most) {
            limit = items.pollLastEntry().getKey();
        }
    }

    void merge(FollowedItems other) {
        if (other.limit != null && !isLeftOut(other.limit)) {
            limit = other.limit;
            items.tailMap(other.limit).clear();
        }
        other.items.forEach((item, known) -> {
            if (known.first != null) {
                begin(item, known.first);
            }
            if (known.last != NEVER) {
                see(item, known.last);
            }
        });
    }

    void encode(BytesOut out) {
        out.writeSigned(start);
        out.writeByte(limit == null ? 0 : 1);
        out.writeLong(limit == null ? 0 : limit);
        out.writeVarint(items.size());
        for (Map.Entry<Long, Known> entry : items.entrySet()) {
            Evidence first = entry.getValue().first;
            long last = entry.getValue().last;
            out.writeLong(entry.getKey());
            out.writeByte((first == null ? 0 : 1) | (last == NEVER ? 0 : 2));
            if (last != NEVER) {
                out.writeSigned(last - start);
            }
            if (first != null) {
                first.encode(out, start);
            }
        }
    }

    static FollowedItems decode(BytesIn in, int most) {
        FollowedItems window = new FollowedItems(in.readSigned(), most);
        boolean limited = in.readByte() == 1;
        long limit = in.readLong();
        window.limit = limited ? Long.valueOf(limit) : null;
        for (int i = in.readInt(); i > 0; i--) {
            long item = in.readLong();
            int parts = in.readByte();
            long last = (parts & 2) == 0 ? NEVER : window.start + in.readSigned();
            Evidence first = (parts & 1) == 0 ? null : Evidence.decode(in, window.start);
            window.items.put(item, new Known(first, last));
        }
        return window;
    }
}
