package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Dead letters in memory, kept at once, or not before a test says so. */
final class KeptLetters implements DeadLetters {
    private final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> kept;

    KeptLetters(CompletableFuture<Void> kept) {
        this.kept = kept;
    }

    static KeptLetters atOnce() {
        return new KeptLetters(CompletableFuture.completedFuture(null));
    }

    List<DeadLetter> letters() {
        return letters;
    }

    @Override
    public CompletableFuture<Void> publish(DeadLetter letter) {
        letters.add(letter);
        return kept;
    }

    @Override
    public void close() {}
}
