package io.tokenwatch.detector;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.state.Packed;
import io.tokenwatch.state.PackedEvidence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What holds within a sliding window of event time. The window of an event is all evidence from {@code timespan} before it up
 * to its own time, both ends included; each event whose window is full is a finding.
 */
abstract class WindowDetector implements InPlaceDetector<EvidenceSet> {
    private final long timespan;
    private final EvidenceBound bound;

    WindowDetector(long timespan, EvidenceBound bound) {
        this.timespan = timespan;
        this.bound = bound;
    }

    /** Whether the entries from {@code from} (inclusive) to {@code to} (exclusive) make a full window. */
    abstract boolean isFull(EvidenceSet set, int from, int to);

    /** How much of {@link #least} these entries have. */
    abstract int reached(EvidenceSet set, int from, int to);

    /** What a full window has. */
    abstract int least();

    abstract List<Fact> facts(EvidenceSet set, int from, int to);

    /**
     * Whether the window of an event that comes after all others is not full, given that no other window is.
     *
     * @param others how many entries share its window
     * @param alike whether it is {@link #alike} one of them
     */
    abstract boolean staysOpen(int others, boolean alike);

    /** Whether the window says no more with both than with the one before. */
    boolean alike(Evidence before, Evidence evidence) {
        return false;
    }

    @Override
    public long absorb(Packed state, Evidence evidence, long horizon) {
        PackedEvidence set = state.evidence(state.from(), horizon, timespan);
        if (set.truncated() || set.size() >= bound.max()) {
            return REFUSED;
        }
        int others = 0;
        boolean alike = false;
        while (set.next()) {
            if (!set.precedes(evidence)) {
                return REFUSED;
            }
            if (evidence.time() - set.time() <= timespan) {
                others++;
                alike = alike || alike(set.entry(), evidence);
            }
        }
        if (!staysOpen(others, alike)) {
            return REFUSED;
        }
        set.append(state, evidence);
        return evidence.time() + timespan + 1;
    }

    @Override
    public boolean isOneSet() {
        return true;
    }

    @Override
    public int most(int step) {
        return bound.max();
    }

    @Override
    public long reach() {
        return timespan;
    }

    @Override
    public long memory() {
        return timespan;
    }

    @Override
    public EvidenceSet fresh() {
        return new EvidenceSet(bound);
    }

    @Override
    public boolean add(EvidenceSet set, Evidence evidence) {
        return switch (set.add(evidence)) {
            case DUPLICATE, BEYOND -> false;
            case REPLACED -> true;
            case NEW, DISPLACED -> anyFull(set, evidence.time());
        };
    }

    /** Whether any window that contains that time is full. */
    private boolean anyFull(EvidenceSet set, long time) {
        for (int i = set.firstAtOrAfter(time); i < set.size() && set.time(i) - time <= timespan; i++) {
            if (isFull(set, set.firstAtOrAfter(set.time(i) - timespan), end(set, i))) {
                return true;
            }
        }
        return false;
    }

    /** Index after the last entry with the time of this one: entries of one time share their window. */
    static int end(EvidenceSet set, int index) {
        int end = index + 1;
        while (end < set.size() && set.time(end) == set.time(index)) {
            end++;
        }
        return end;
    }

    @Override
    public void findings(EvidenceSet set, Consumer<Finding> out) {
        for (int i = 0; i < set.size(); ) {
            int from = set.firstAtOrAfter(set.time(i) - timespan);
            int end = end(set, i);
            if (isFull(set, from, end)) {
                List<Evidence> evidence = new ArrayList<>();
                for (int j = from; j < end; j++) {
                    evidence.add(set.at(j, 0, new Evidence()));
                }
                List<Fact> facts = facts(set, from, end);
                for (int j = i; j < end; j++) {
                    out.accept(Finding.of(evidence.get(j - from), evidence, facts));
                }
            }
            i = end;
        }
    }

    /** The fullest window that the event is in; and the shortest time that would hold a full one. */
    @Override
    public List<NearMiss> nearest(EvidenceSet set, Evidence about) {
        return NearestWindow.of(this, timespan, set, about);
    }

    @Override
    public void forget(EvidenceSet set, long horizon) {
        set.forgetBefore(horizon - timespan);
    }

    @Override
    public long latest(EvidenceSet set) {
        return set.isEmpty() ? Long.MIN_VALUE : set.time(set.size() - 1);
    }

    @Override
    public boolean isEmpty(EvidenceSet set) {
        return set.isEmpty();
    }

    @Override
    public long emptyAt(EvidenceSet set) {
        return set.isEmpty() ? Long.MIN_VALUE : set.time(set.size() - 1) + timespan + 1;
    }

    @Override
    public long emptyAt(Packed state) {
        long last = state.evidence(state.from()).last();
        return last == Long.MIN_VALUE ? last : last + timespan + 1;
    }

    @Override
    public boolean truncated(EvidenceSet set) {
        return set.truncated();
    }

    @Override
    public void merge(EvidenceSet into, EvidenceSet from) {
        into.merge(from);
    }

    @Override
    public void encode(EvidenceSet set, BytesOut out) {
        set.encode(out);
    }

    @Override
    public EvidenceSet decode(BytesIn in) {
        return EvidenceSet.decode(in, bound);
    }
}
