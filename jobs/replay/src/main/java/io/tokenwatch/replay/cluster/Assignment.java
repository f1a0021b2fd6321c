package io.tokenwatch.replay.cluster;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What tasks carry so that they find their {@link Work} where they run. No key for hashing tokens is ever part of it. */
interface Assignment extends Serializable {
    Work work(RuntimeContext context);

    /** Lets files travel with a job. */
    default void pack(StreamExecutionEnvironment job) {}
}
