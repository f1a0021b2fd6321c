package io.tokenwatch.replay.cluster;

import java.io.Serial;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.RuntimeContext;

/** Tasks of a cluster in this process: they carry a name, and find the objects of whoever started them. */
final class InThisProcess implements Assignment, AutoCloseable {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final Map<String, Work> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    InThisProcess(Work work) {
        ALL.put(name, work);
    }

    /** @throws IllegalStateException if it was made in another process, or is over */
    @Override
    public Work work(RuntimeContext context) {
        Work work = ALL.get(name);
        if (work == null) {
            throw new IllegalStateException("the replay " + name + " is not of this process");
        }
        return work;
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
