package io.tokenwatch.bench.replay;

import java.util.Locale;

/**
 * One replay, as it was measured.
 *
 * @param kind of log
 * @param events read
 * @param wallNanos from the start of the JVM's work, compiling the rules included, to the last file written
 * @param cpuNanos of all threads of the process
 * @param live bytes of heap that were in use at most after a full collection
 * @param resident bytes of memory that the process had at most; 0 if unknown
 * @param load average of the machine over the last minute, at the end
 */
public record ReplayRow(
        LogKind kind,
        long bytes,
        long events,
        long alerts,
        long wallNanos,
        long cpuNanos,
        long live,
        long resident,
        double load) {
    /** Above {@link #toString}. */
    public static final String HEAD = String.format(
            Locale.ROOT,
            "%-10s %12s %10s %8s %9s %9s %12s %14s %9s %9s %6s",
            "log",
            "events",
            "MB",
            "alerts",
            "wall s",
            "cpu s",
            "events/s",
            "events/cpu-s",
            "live MB",
            "RSS MB",
            "load");

    static ReplayRow parse(LogKind kind, long bytes, String line) {
        String[] parts = line.split("\t", -1);
        return new ReplayRow(
                kind,
                bytes,
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                Double.parseDouble(parts[6]));
    }

    public double eventsPerSecond() {
        return events * 1e9 / wallNanos;
    }

    public double eventsPerCpuSecond() {
        return events * 1e9 / cpuNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-10s %,12d %,10.0f %,8d %9.1f %9.1f %,12.0f %,14.0f %,9.0f %,9.0f %6.1f",
                kind.word(),
                events,
                bytes / 1e6,
                alerts,
                wallNanos / 1e9,
                cpuNanos / 1e9,
                eventsPerSecond(),
                eventsPerCpuSecond(),
                live / 1e6,
                resident / 1e6,
                load);
    }

    /** An element of the last line that {@code bench replay} prints. */
    public String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"log\":\"%s\",\"events\":%d,\"bytes\":%d,\"alerts\":%d,\"wall_s\":%.3f,\"cpu_s\":%.3f,\"events_per_s\":%.0f,"
                        + "\"events_per_cpu_s\":%.0f,\"peak_live_heap_bytes\":%d,\"peak_resident_bytes\":%d,\"load\":%.2f}",
                kind.word(),
                events,
                bytes,
                alerts,
                wallNanos / 1e9,
                cpuNanos / 1e9,
                eventsPerSecond(),
                eventsPerCpuSecond(),
                live,
                resident,
                load);
    }
}
