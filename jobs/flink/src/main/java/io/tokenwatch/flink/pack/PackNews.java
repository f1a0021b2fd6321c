package io.tokenwatch.flink.pack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the job says of its rules, line by line: to the log, and to whoever runs the job in this process. */
public final class PackNews {
    private static final Logger LOG = LoggerFactory.getLogger(PackNews.class);
    private static final Map<String, Consumer<String>> LISTENERS = new ConcurrentHashMap<>();

    private PackNews() {}

    /** From now on that listener hears the job of that run, if it runs in this process. Ends with {@link #forget}. */
    public static void listen(String runId, Consumer<String> listener) {
        LISTENERS.put(runId, listener);
    }

    public static void forget(String runId) {
        LISTENERS.remove(runId);
    }

    public static void say(String runId, String line) {
        LOG.info("{}", line);
        Consumer<String> listener = LISTENERS.get(runId);
        if (listener != null) {
            listener.accept(line);
        }
    }
}
