package io.tokenwatch.flink.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a delivery still has to do with: what waits, and what is under way. A checkpoint takes all of it, so whoever takes a
 * message out says when it is settled, and not before.
 */
final class Outbox {
    /** One message, under a number that grows with each. */
    record Entry(long number, Notification notice) {}

    private final int most;
    private final long mostBytes;
    private final Map<Long, Entry> unsettled = new TreeMap<>();
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long next;
    private long waitingBytes;
    private long unsettledBytes;

    /**
     * @param most so many may wait before the oldest has to go
     * @param mostBytes of memory that may wait
     */
    Outbox(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** False if, after that time, twice as many as may wait are unsettled: then those that had to go cannot be let go either. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls it loops
    synchronized boolean awaitRoom(long millis) throws InterruptedException {
        if (isFull()) {
            wait(millis);
        }
        return !isFull();
    }

    private synchronized boolean isFull() {
        return unsettled.size() >= 2 * most || unsettledBytes >= 2 * mostBytes;
    }

    /** @return the oldest, if they have to go: they wait no longer, and are not settled */
    synchronized List<Entry> put(Notification notice) {
        Entry entry = new Entry(next++, notice);
        unsettled.put(entry.number(), entry);
        unsettledBytes += notice.bytes();
        waiting.addLast(entry);
        waitingBytes += notice.bytes();
        notifyAll();
        List<Entry> gone = new ArrayList<>();
        while (waiting.size() > 1 && (waiting.size() > most || waitingBytes > mostBytes)) {
            gone.add(removeFirst());
        }
        return gone;
    }

    private synchronized Entry removeFirst() {
        Entry first = waiting.removeFirst();
        waitingBytes -= first.notice().bytes();
        return first;
    }

    /** At least one and at most so many of what waits, the oldest first; waits for the first. */
    synchronized List<Entry> take(int batch) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Entry> taken = new ArrayList<>();
        while (taken.size() < batch && !waiting.isEmpty()) {
            taken.add(removeFirst());
        }
        return taken;
    }

    /** They wait again, before or behind the others. */
    synchronized void putBack(List<Entry> entries, boolean first) {
        for (int i = 0; i < entries.size(); i++) {
            waitingBytes += entries.get(i).notice().bytes();
            if (first) {
                waiting.addFirst(entries.get(entries.size() - 1 - i));
            } else {
                waiting.addLast(entries.get(i));
            }
        }
        notifyAll();
    }

    synchronized void settled(Entry entry) {
        if (unsettled.remove(entry.number()) != null) {
            unsettledBytes -= entry.notice().bytes();
        }
        notifyAll();
    }

    synchronized List<Notification> unsettled() {
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
