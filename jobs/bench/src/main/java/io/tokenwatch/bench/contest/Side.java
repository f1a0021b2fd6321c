package io.tokenwatch.bench.contest;

/** One side of a duel: something that can be run again and again and says what each run cost. */
public interface Side {
    String name();

    /** Runs once over the duel's workload. */
    Run run() throws Exception;
}
