package io.tokenwatch.demo.traffic;

import java.util.PriorityQueue;

/** What is going to happen at a set time. */
final class Agenda {
    /** Something that happens; told the time, in milliseconds since the epoch. */
    interface Act {
        void play(long at);
    }

    private record Entry(long at, long sequence, Act act) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long sequence;

    void at(long time, Act act) {
        entries.add(new Entry(time, sequence++, act));
    }

    /** {@link Long#MAX_VALUE} when there is nothing left. */
    long nextTime() {
        Entry next = entries.peek();
        return next == null ? Long.MAX_VALUE : next.at;
    }

    void playNext() {
        Entry next = entries.remove();
        next.act.play(next.at);
    }
}
