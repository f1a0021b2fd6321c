package io.tokenwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C and SIGTERM into an interrupt of one thread, and lets the JVM end when that thread has cleaned up. */
final class Interruption implements AutoCloseable {
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private final Duration patience;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    /** @param patience how long the thread may take; close this when it is done, or the JVM's end waits that long */
    static Interruption ofThisThread(Duration patience) {
        Interruption interruption = new Interruption(patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
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

    @Override
    public void close() {
        cleanedUp.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, by the very signal.
        }
    }
}
