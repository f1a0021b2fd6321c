package io.tokenwatch.flink.remote;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a server does not answer: at once, then every 10 s, then that it answers again. Not a line per attempt. */
public final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final String server;
    private boolean down;
    private long since;
    private long lastLine;

    /** @param server who does not answer, such as {@code Elasticsearch at http://127.0.0.1:9200} */
    public Complaints(String server) {
        this.server = server;
    }

    /** Another attempt failed. */
    public synchronized void failed(String why) {
        long now = System.nanoTime();
        if (!down) {
            down = true;
            since = now;
            lastLine = now;
            LOG.warn("{} does not serve: {}. Waiting and trying again", server, why);
        } else if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            LOG.warn("{} does not serve for {} s: {}. Still trying", server, seconds(now), why);
        }
    }

    /** An attempt succeeded. */
    public synchronized void succeeded() {
        if (down) {
            down = false;
            LOG.info("{} serves again after {} s", server, seconds(System.nanoTime()));
        }
    }

    private long seconds(long now) {
        return Duration.ofNanos(now - since).toSeconds();
    }
}
