package io.tokenwatch.flink.deadletter;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Where a sink puts what its server refuses: it has no side output to give it to. */
public interface DeadLetters extends AutoCloseable {
    /** Completes when the letter is kept for good, and does not before, however long that takes. */
    CompletableFuture<Void> publish(DeadLetter letter);

    @Override
    void close();

    /** Travels with the job; opened once per subtask. */
    interface Opener extends Serializable {
        DeadLetters open();
    }
}
