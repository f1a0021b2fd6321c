package io.tokenwatch.alert;

import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entries of a book. What is asked for at each event, the buckets between which they are, is at hand. */
final class AlertEntries implements Iterable<AlertEntry> {
    private final Editions editions;
    private final List<AlertEntry> entries = new ArrayList<>(0);
    private long firstBucket = Long.MAX_VALUE;
    private long lastBucket = Long.MIN_VALUE;
    private long firstOpen = Long.MAX_VALUE;

    AlertEntries(Editions editions) {
        this.editions = editions;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public Iterator<AlertEntry> iterator() {
        return entries.iterator();
    }

    @Nullable
    AlertEntry find(AlertSlot slot) {
        for (AlertEntry entry : entries) {
            if (entry.slot.equals(slot)) {
                return entry;
            }
        }
        return null;
    }

    /** The one for a slot, a new one if need be. */
    AlertEntry of(AlertSlot slot, Supplier<Subject> subject) {
        AlertEntry known = find(slot);
        if (known != null) {
            return known;
        }
        AlertEntry entry = new AlertEntry(slot, subject.get(), new Summary(steps()));
        entries.add(entry);
        return entry;
    }

    boolean any(Predicate<AlertEntry> which) {
        return entries.stream().anyMatch(which);
    }

    void removeIf(Predicate<AlertEntry> which) {
        entries.removeIf(which);
        bound();
    }

    /** Must follow every change of the entries, and of which of them are open. */
    void bound() {
        firstBucket = Long.MAX_VALUE;
        lastBucket = Long.MIN_VALUE;
        firstOpen = Long.MAX_VALUE;
        entries.forEach(this::bound);
    }

    /** Must follow the change of one entry that is new, or open now. */
    void bound(AlertEntry entry) {
        long bucket = entry.slot.bucket();
        firstBucket = Math.min(firstBucket, bucket);
        lastBucket = Math.max(lastBucket, bucket);
        firstOpen = entry.open ? Math.min(firstOpen, bucket) : firstOpen;
    }

    /** Whether no bucket is over at the horizon. */
    boolean allGoOnAt(long horizon) {
        return firstBucket > horizon - editions.longestBucket();
    }

    /** The horizon at which an open alert is to be closed; {@link Long#MAX_VALUE} if there is none. */
    long closesAt() {
        return firstOpen == Long.MAX_VALUE ? Long.MAX_VALUE : firstOpen + editions.longestBucket();
    }

    /** The horizon at which none can change any more. */
    long emptyAt() {
        return entries.isEmpty() ? Long.MIN_VALUE : lastBucket + editions.longestBucket();
    }

    void encode(BytesOut out) {
        out.writeVarint(entries.size());
        entries.forEach(entry -> entry.encode(out));
    }

    static AlertEntries decode(BytesIn in, Editions editions) {
        AlertEntries decoded = new AlertEntries(editions);
        for (int i = in.readInt(); i > 0; i--) {
            decoded.entries.add(AlertEntry.decode(in, decoded.steps()));
        }
        decoded.bound();
        return decoded;
    }

    private int steps() {
        return editions.any().steps().size();
    }
}
