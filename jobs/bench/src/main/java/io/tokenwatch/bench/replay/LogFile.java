package io.tokenwatch.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes files of audit log of any length: the demo's people and clients over days or months, {@link #EVENTS_A_DAY} events a
 * day, and at the end two minutes with planted attacks. A longer log is that of a longer time, not of a busier service.
 */
final class LogFile {
    static final int EVENTS_A_DAY = 65_000;

    private static final Instant END = Instant.parse("2026-03-20T12:00:00Z");
    private static final int LEAST_DAYS = 15;
    private static final int CLIENTS = 3_000;
    private static final int LIVE_RATE = 100;
    private static final Duration LIVE = Duration.ofMinutes(2);

    private LogFile() {}

    /** Writes about that many events, delivered as Kafka would have: some twice, some out of order; returns the number of lines. */
    static long write(Path file, LogKind kind, int events, long seed) throws IOException {
        if (kind == LogKind.PB1) {
            return write(file, new WorkloadSpec(Profile.PB1, events, seed).generate());
        }
        int live = (int) (LIVE_RATE * LIVE.toSeconds());
        TrafficPlan plan = new TrafficPlan(
                seed,
                END,
                Math.max(LEAST_DAYS, events / EVENTS_A_DAY),
                Math.max(10_000, events - live),
                CLIENTS,
                LIVE_RATE,
                LIVE);
        long lines = 0;
        try (Writer out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), UTF_8), 1 << 16)) {
            for (Traffic traffic = Traffic.of(plan); traffic.hasNext(); ) {
                Scheduled delivery = traffic.next();
                String line = kind.line(delivery.event());
                if (!line.isEmpty()) {
                    out.write(line);
                    out.write('\n');
                    lines++;
                }
            }
        }
        return lines;
    }

    private static long write(Path file, Workload workload) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (Workload.Chunk chunk : workload.chunks()) {
                out.write(chunk.bytes(), 0, chunk.length());
            }
        }
        return workload.events();
    }
}
