package io.tokenwatch.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an interrupt of one thread, and lets the JVM end when that thread has cleaned up. */
final class Interruption {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Duration patience;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does work that may be interrupted.
     *
     * @param patience how long the work may take to end when it is
     */
    static <T> T during(Callable<T> work, Duration patience) throws Exception {
        Interruption interruption = new Interruption(patience);
        Thread hook = new Thread(interruption::interrupt, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.call();
        } finally {
            interruption.cleanedUp.countDown();
            remove(hook);
        }
    }

    /** Does not join the thread: it may be waiting for the JVM's end already. */
    @SuppressWarnings("ResultOfMethodCallIgnored") // the JVM ends either way
    private void interrupt() {
        worker.interrupt();
        try {
            cleanedUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, by the very signal.
        }
    }
}
