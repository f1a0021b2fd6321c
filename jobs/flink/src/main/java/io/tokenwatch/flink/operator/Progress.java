package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a subtask must still know after a restart, beside its keys. Without the horizon, events that are too late would pass
 * for timely ones until the first watermark; without the attempt, a clock that went back would make every version too old.
 */
public final class Progress {
    /** Of the number of a revision. */
    private static final int REVISION_BITS = 21;

    private final ListState<Long> horizons;
    private final ListState<Long> attempts;
    private final long horizon;
    private final long attempt;

    private Progress(ListState<Long> horizons, ListState<Long> attempts, long now, int restarts) throws Exception {
        this.horizons = horizons;
        this.attempts = attempts;
        long least = Long.MAX_VALUE;
        for (long each : horizons.get()) {
            least = Math.min(least, each);
        }
        long latest = now;
        for (long each : attempts.get()) {
            latest = Math.max(latest, each + 1 + restarts);
        }
        this.horizon = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
        this.attempt = latest;
    }

    /**
     * @param now the clock, milliseconds since the epoch
     * @param restarts how often the job has been restarted, perhaps without a checkpoint between
     */
    public static Progress restore(OperatorStateStore store, long now, int restarts) throws Exception {
        return new Progress(
                store.getUnionListState(new ListStateDescriptor<>("horizon", Types.LONG)),
                store.getUnionListState(new ListStateDescriptor<>("attempt", Types.LONG)),
                now,
                restarts);
    }

    /** How far all subtasks had come when the state was written; {@link Long#MIN_VALUE} if nothing is known. */
    public long horizon() {
        return horizon;
    }

    /** What had been observed when the state was written. */
    Observed observed(Feeds feeds, long latenessMillis) {
        return new Observed(feeds, latenessMillis, horizon == Long.MIN_VALUE ? horizon : horizon + latenessMillis);
    }

    /** The time of this start, but later than that of every earlier one. */
    public long attempt() {
        return attempt;
    }

    /** The version of a document: a later start of the job wins over an earlier one, then a later revision. */
    public long version(long revision) {
        return version(attempt, revision);
    }

    /** As {@link #version(long)}, of a job whose later starts have larger numbers. */
    public static long version(long start, long revision) {
        return start << REVISION_BITS | Math.min(revision, (1 << REVISION_BITS) - 1);
    }

    public void snapshot(long reached) throws Exception {
        horizons.update(List.of(reached));
        attempts.update(List.of(attempt));
    }
}
