package io.tokenwatch.bench.workload;

/**
 * Names a workload: equal specs give equal bytes, in any JVM.
 *
 * @param events number of lines, at least {@value #FEWEST}
 */
public record WorkloadSpec(Profile profile, int events, long seed) {
    /** Below this the planted cases do not fit. */
    public static final int FEWEST = 5_000;

    public WorkloadSpec {
        if (events < FEWEST) {
            throw new IllegalArgumentException("a workload has at least " + FEWEST + " events, not " + events);
        }
    }

    /** Makes the bytes; takes about a second per million events. */
    public Workload generate() {
        return new Generator(this).generate();
    }
}
