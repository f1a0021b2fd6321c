package io.tokenwatch.flink.pack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the job says of its rules, line by line: to the log, and to whoever runs the job in this process. */
public final class PackNews {
    private static final Logger LOG = LoggerFactory.getLogger(PackNews.class);
    private static final int LONGEST = 500;
    private static final Map<String, Consumer<String>> LISTENERS = new ConcurrentHashMap<>();

    private PackNews() {}

    /** Some of it comes from whoever wrote the pack: it must not steer a terminal, nor fill the log. */
    private static String clean(String text) {
        String bounded = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return bounded.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    /** From now on that listener hears the job of that run, if it runs in this process. Ends with {@link #forget}. */
    public static void listen(String runId, Consumer<String> listener) {
        LISTENERS.put(runId, listener);
    }

    public static void forget(String runId) {
        LISTENERS.remove(runId);
    }

    public static void say(String runId, String text) {
        String line = clean(text);
        LOG.info("{}", line);
        Consumer<String> listener = LISTENERS.get(runId);
        if (listener != null) {
            listener.accept(line);
        }
    }
}
