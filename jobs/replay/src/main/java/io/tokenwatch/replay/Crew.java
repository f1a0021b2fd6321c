package io.tokenwatch.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Some threads that share out work. With one, everything is done by whoever asks for it. */
final class Crew implements AutoCloseable {
    /** How long a thread may take to end its piece when the rest is given up, seconds. */
    private static final int PATIENCE = 10;

    private final int size;
    private final ExecutorService threads;

    /** A piece of work. */
    interface Piece {
        /**
         * Does it.
         *
         * @param number of the piece, from 0
         * @param member who does it, from 0: a member does one piece at a time
         */
        void work(int number, int member) throws Exception;
    }

    /** @param size 1 or more */
    Crew(int size) {
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, "replay");
            thread.setDaemon(true);
            return thread;
        });
    }

    int size() {
        return size;
    }

    /** Begins a piece of work, or does it if there is nobody else to. */
    <T> Future<T> begin(Callable<T> work) {
        if (size > 1) {
            return threads.submit(work);
        }
        try {
            return CompletableFuture.completedFuture(work.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Does that many pieces of work, whoever is free the next one; returns when all are done. */
    void share(int pieces, Piece piece) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> begun = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int member = i;
            begun.add(begin(() -> {
                for (int number = next.getAndIncrement(); number < pieces; number = next.getAndIncrement()) {
                    piece.work(number, member);
                }
                return pieces;
            }));
        }
        begun.forEach(Crew::done);
    }

    /** What came of it. What was thrown is thrown again; a checked exception as the cause of one that is not. */
    static <T> T done(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof IOException checked) {
                throw new UncheckedIOException("cannot sort events on disk: " + checked.getMessage(), checked);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One for each member. */
    <T> List<T> each(Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(one.get());
        }
        return all;
    }

    /** Waits, not for ever, until nobody works any more; they are daemons. */
    @Override
    @SuppressWarnings("ResultOfMethodCallIgnored")
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
