package io.tokenwatch.flink.transport;

import java.time.Duration;

/**
 * What became of a batch.
 *
 * @param detail what the server said, without content; empty if it took the batch
 * @param pause how long the server asks to be left alone; zero if it does not say
 */
public record Outcome(Kind kind, String detail, Duration pause) {
    /** As servers answer. */
    public enum Kind {
        /** The server has all of it. */
        DELIVERED,
        /** Not now. Perhaps the server has part of it: all is sent again, and the ids tell repetitions. */
        RETRY,
        /** Never: the server does not take this. Of a batch: at least one of its messages. */
        REFUSED
    }

    public static final Outcome DELIVERED = new Outcome(Kind.DELIVERED, "", Duration.ZERO);

    public static Outcome retry(String detail) {
        return new Outcome(Kind.RETRY, detail, Duration.ZERO);
    }

    public static Outcome refused(String detail) {
        return new Outcome(Kind.REFUSED, detail, Duration.ZERO);
    }
}
