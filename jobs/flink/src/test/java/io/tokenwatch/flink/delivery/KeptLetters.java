package io.tokenwatch.flink.delivery;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.deadletter.DeadLetters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Dead letters in memory, kept at once, or not before a test says so. */
public final class KeptLetters implements DeadLetters {
    /** Those of jobs in this JVM. */
    public static final List<DeadLetter> IN_THIS_JVM = new CopyOnWriteArrayList<>();

    private final List<DeadLetter> letters;
    private final CompletableFuture<Void> kept;

    KeptLetters(CompletableFuture<Void> kept) {
        this(new CopyOnWriteArrayList<>(), kept);
    }

    private KeptLetters(List<DeadLetter> letters, CompletableFuture<Void> kept) {
        this.letters = letters;
        this.kept = kept;
    }

    public static DeadLetters.Opener inThisJvm() {
        return () -> new KeptLetters(IN_THIS_JVM, CompletableFuture.completedFuture(null));
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
