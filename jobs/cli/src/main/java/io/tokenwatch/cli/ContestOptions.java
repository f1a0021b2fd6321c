package io.tokenwatch.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often, and over which traffic, a benchmark lets its sides take turns. */
final class ContestOptions {
    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measured runs of each side (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "The longest that one run may take (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** Five runs, after one that is dropped, of ten minutes at most. */
    ContestOptions() {
        this(5, 600);
    }

    /** Other defaults. */
    ContestOptions(int rounds, int limit) {
        this.rounds = rounds;
        this.limit = limit;
    }

    /** @throws UsageException if there are none */
    int rounds() {
        if (rounds < 1) {
            throw new UsageException("--rounds is at least 1");
        }
        return rounds;
    }

    long seed() {
        return seed;
    }

    /** The longest that one run may take. */
    Duration limit() {
        return Duration.ofSeconds(limit);
    }
}
