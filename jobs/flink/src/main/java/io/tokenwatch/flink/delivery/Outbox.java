package io.tokenwatch.flink.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery still has to do with: what waits, and what is under way. A checkpoint takes all of it, so whoever takes a
 * message out says when it is settled, and not before.
 */
final class Outbox {
    /** One message, under a number that grows with each. */
    record Entry(long number, Notice notice) {}

    private final int most;
    private final Map<Long, Entry> unsettled = new TreeMap<>();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long next;

    /** @param most so many may wait before the oldest has to go */
    Outbox(int most) {
        this.most = most;
    }

    /** False if, after that time, twice as many as may wait are unsettled: then those that had to go cannot be let go either. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
    synchronized boolean awaitRoom(long millis) throws InterruptedException {
        if (unsettled.size() >= 2 * most) {
            wait(millis);
        }
        return unsettled.size() < 2 * most;
    }

    /** @return the oldest, if it has to go: it waits no longer, and is not settled */
    synchronized @Nullable Entry put(Notice notice) {
        Entry entry = new Entry(next++, notice);
        unsettled.put(entry.number(), entry);
        waiting.addLast(entry);
        notifyAll();
        return waiting.size() > most ? waiting.pollFirst() : null;
    }

    /** At least one and at most so many of what waits, the oldest first; waits for the first. */
    synchronized List<Entry> take(int batch) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Entry> taken = new ArrayList<>();
        while (taken.size() < batch && !waiting.isEmpty()) {
            taken.add(waiting.removeFirst());
        }
        return taken;
    }

    /** They wait again, before or behind the others. */
    synchronized void putBack(List<Entry> entries, boolean first) {
        for (int i = 0; i < entries.size(); i++) {
            if (first) {
                waiting.addFirst(entries.get(entries.size() - 1 - i));
            } else {
                waiting.addLast(entries.get(i));
            }
        }
        notifyAll();
    }

    synchronized void settled(Entry entry) {
        unsettled.remove(entry.number());
        notifyAll();
    }

    synchronized List<Notice> unsettled() {
        return unsettled.values().stream().map(Entry::notice).toList();
    }

    synchronized int size() {
        return unsettled.size();
    }

    /** Whether all is settled, after that time at the latest. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
    synchronized boolean awaitEmpty(long millis) throws InterruptedException {
        if (!unsettled.isEmpty()) {
            wait(millis);
        }
        return unsettled.isEmpty();
    }
}
