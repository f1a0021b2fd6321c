package io.tokenwatch.bench.replay;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One replay, as it was measured.
 *
 * @param kind of log
 * @param engine that judged it
 * @param events read
 * @param wallNanos from the start of the JVM's work, compiling the rules included, to the last file written
 * @param cpuNanos of all threads of the process
 * @param live bytes of heap that were in use at most after a full collection
 * @param resident bytes of memory that the process had at most; 0 if unknown
 * @param load average of the machine over the last minute, at the end
 */
public record ReplayRow(
        LogKind kind,
        EngineKind engine,
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
            "%-10s %-6s %12s %10s %8s %9s %9s %12s %14s %9s %9s %6s",
            "log",
            "engine",
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

    static ReplayRow parse(LogKind kind, EngineKind engine, long bytes, String line) {
        String[] parts = line.split("\t", -1);
        return new ReplayRow(
                kind,
                engine,
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

    /** The rate of Flink in parts of that in process, by the medians of both; empty if one of them did not run. */
    public static OptionalDouble ratio(List<ReplayRow> rows) {
        OptionalDouble local = median(rows, EngineKind.LOCAL);
        OptionalDouble flink = median(rows, EngineKind.FLINK);
        return local.isEmpty() || flink.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(flink.getAsDouble() / local.getAsDouble());
    }

    private static OptionalDouble median(List<ReplayRow> rows, EngineKind engine) {
        double[] rates = rows.stream()
                .filter(row -> row.engine == engine)
                .mapToDouble(ReplayRow::eventsPerSecond)
                .sorted()
                .toArray();
        return rates.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(rates[rates.length / 2]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-10s %-6s %,12d %,10.0f %,8d %9.1f %9.1f %,12.0f %,14.0f %,9.0f %,9.0f %6.1f",
                kind.word(),
                engine.word(),
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
                "{\"log\":\"%s\",\"engine\":\"%s\",\"events\":%d,\"bytes\":%d,\"alerts\":%d,\"wall_s\":%.3f,\"cpu_s\":%.3f,\"events_per_s\":%.0f,"
                        + "\"events_per_cpu_s\":%.0f,\"peak_live_heap_bytes\":%d,\"peak_resident_bytes\":%d,\"load\":%.2f}",
                kind.word(),
                engine.word(),
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
