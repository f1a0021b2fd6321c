package io.tokenwatch.flink.live;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Patience with a server that is not there yet: says at once what it waits for, then every 10 s, and gives up in the end. */
final class Waiting {
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();
    private static final long BETWEEN_ATTEMPTS_MILLIS = 500;

    /** One attempt. */
    @FunctionalInterface
    interface Attempt {
        /** Null if the server serves, else why not, in a few words. */
        @Nullable
        String failure();
    }

    private final Duration patience;
    private final Consumer<String> say;

    Waiting(Duration patience, Consumer<String> say) {
        this.patience = patience;
        this.say = say;
    }

    /**
     * @param server who and where, such as {@code Kafka at 127.0.0.1:9092}
     * @throws ServerAbsent if no attempt succeeds in time, or the thread is interrupted
     */
    void until(String server, Attempt attempt) {
        long begin = System.nanoTime();
        long nextLine = begin;
        for (String why = attempt.failure(); why != null; why = attempt.failure()) {
            long now = System.nanoTime();
            if (now - begin >= patience.toNanos()) {
                throw new ServerAbsent("%s did not serve within %d s: %s".formatted(server, patience.toSeconds(), why));
            }
            if (now >= nextLine) {
                nextLine = now + BETWEEN_LINES;
                long left = patience.minusNanos(now - begin).toSeconds();
                say.accept("waiting for %s: %s (for %d s more)".formatted(server, why, left));
            }
            pause(server);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        if (nextLine != begin) {
            say.accept("%s serves, after %d s".formatted(server, seconds));
        }
    }

    private static void pause(String server) {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerAbsent("interrupted while waiting for " + server);
        }
    }
}
