package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Packed;

/**
 * A detector that can take the usual event, which proves nothing, into its encoded state where that lies. A law that
 * {@code DetectorContract} tests: having absorbed an event, the state is the one that {@link #add} would have made, or that with
 * something forgotten, and {@code add} would have returned false.
 */
public interface InPlaceDetector<S> extends Detector<S> {
    /** What {@link #absorb} returns when it leaves the event to {@link #add}. */
    long REFUSED = Long.MIN_VALUE;

    /**
     * Takes an event in if that is easily done and changes no finding.
     *
     * @param horizon every event still to come is at or after it (ms since the epoch): what cannot matter to them may go
     * @return the horizon at which the event is no longer needed, or {@link #REFUSED}
     */
    long absorb(Packed state, Evidence evidence, long horizon);

    /** As {@link #emptyAt(Object)}, of the encoded state, which stays as it is. */
    long emptyAt(Packed state);

    /**
     * Whether an event of that step can be passed over at a key of which the rule knows nothing, when no event still to come is
     * before it: alone it proves nothing, and to them it cannot matter. In a history, this is what most events are to most rules.
     */
    default boolean isMoot(int step) {
        return false;
    }

    /**
     * The step whose events prove nothing while no other step has any, and are of no use then to events that happen later; -1 if there is none.
     * See {@link #isOneSet}.
     */
    default int waiting() {
        return -1;
    }

    /** Whether the state is one {@link io.tokenwatch.state.EvidenceSet} of all events of one step, which may be read by others that need the same. */
    default boolean isOneSet() {
        return false;
    }

    /** How many events of the step are kept, whatever comes. */
    int most(int step);
}
