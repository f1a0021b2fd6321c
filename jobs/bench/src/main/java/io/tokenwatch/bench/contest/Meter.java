package io.tokenwatch.bench.contest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Process CPU and wall time between {@link #start} and {@link #stop}. Process CPU covers every thread of this JVM: the
 * contestant's own, garbage collection and the just-in-time compilers; idle waiting costs nothing.
 */
public final class Meter {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long wallNanos = System.nanoTime();
    private final long cpuNanos = SYSTEM.getProcessCpuTime();

    private Meter() {}

    /**
     * What was measured.
     *
     * @param load the machine's load average over the last minute at the end; negative where the system has none
     */
    public record Reading(long wallNanos, long cpuNanos, double load) {
        /** Without so many nanoseconds that one thread spent on something else. */
        Reading less(long aside) {
            return new Reading(wallNanos - aside, cpuNanos - aside, load);
        }
    }

    /** Starts measuring after a full collection, so that nobody pays for another's garbage. */
    public static Meter start() {
        System.gc();
        return new Meter();
    }

    /** The cost so far. */
    public Reading stop() {
        long cpu = SYSTEM.getProcessCpuTime() - cpuNanos;
        return new Reading(System.nanoTime() - wallNanos, cpu, SYSTEM.getSystemLoadAverage());
    }
}
