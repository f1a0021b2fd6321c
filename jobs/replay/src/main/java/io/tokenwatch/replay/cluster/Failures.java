package io.tokenwatch.replay.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a failed job has to say to whoever started it: the cause that was thrown for people, not what Flink wraps it in. */
final class Failures {
    private Failures() {}

    static RuntimeException plain(Exception failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UncheckedIOException) {
                return new UncheckedIOException(String.valueOf(cause.getMessage()), new IOException(failure));
            }
            innermost = cause;
        }
        if (innermost instanceof IOException io) {
            return new UncheckedIOException("cannot go on: " + innermost.getMessage(), io);
        }
        return new IllegalStateException("a task of the replay failed: " + innermost, failure);
    }
}
