package io.tokenwatch.replay.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.util.SerializedThrowable;

/** What a failed job has to say to whoever started it: the cause that was thrown for people, not what Flink wraps it in. */
final class Failures {
    private Failures() {}

    static RuntimeException plain(Exception failure) {
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = original(cause).getCause()) {
            cause = original(cause);
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

    /** What a task of another process has thrown comes as bytes. */
    private static Throwable original(Throwable cause) {
        return cause instanceof SerializedThrowable bytes
                ? bytes.deserializeError(Failures.class.getClassLoader())
                : cause;
    }
}
