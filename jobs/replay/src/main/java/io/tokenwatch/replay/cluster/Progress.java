package io.tokenwatch.replay.cluster;

import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/** What tasks count, added up over all of them: by Flink, while they run and at the end. */
enum Progress {
    RECORDS,
    /** As the inputs are stored. */
    BYTES,
    DISTINCT,
    DUPLICATES,
    CONFLICTS,
    KEYS_LEFT_OUT,
    /** Routed records: there, and judged. */
    ROUTED,
    JUDGED,
    /** The sum of what {@link io.tokenwatch.replay.sort.EventIdentity} says of the events that a rule matches. */
    DIGEST;

    /** That of one task. */
    LongCounter counter(RuntimeContext context) {
        LongCounter counter = new LongCounter();
        context.addAccumulator(name(), counter);
        return counter;
    }

    /** Of all tasks; 0 if none has said anything yet. */
    long of(Map<String, Object> sums) {
        return sums.get(name()) instanceof Long sum ? sum : 0;
    }
}
