package io.tokenwatch.cli;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.flink.elasticsearch.BulkWriter;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.elasticsearch.ElasticsearchAbsent;
import io.tokenwatch.flink.elasticsearch.ElasticsearchUnusable;
import io.tokenwatch.flink.elasticsearch.IndexTemplates;
import io.tokenwatch.flink.topology.ReplayAlerts;
import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.rule.Digest;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the alerts of a replay go besides the folder: a scratch cluster, or nowhere. */
final class Scratch implements Replay.Audience, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DIGITS = 12;

    private final @Nullable ClusterSettings cluster;
    private final PackLog packs;
    private final @Nullable String name;
    private @Nullable BulkWriter out;
    private String run = "";

    /**
     * Where to write, if anywhere.
     *
     * @param cluster null for nowhere
     * @param name of the run; null for a digest of packs and events
     */
    Scratch(@Nullable ClusterSettings cluster, PackLog packs, @Nullable String name) {
        this.cluster = cluster;
        this.packs = packs;
        this.name = name;
    }

    @Override
    public boolean listens() {
        return cluster != null;
    }

    @Override
    public AlertSink of(Engine.Extent judged) {
        ClusterSettings there = Objects.requireNonNull(cluster);
        run = name == null ? digest(judged) : name;
        reached(() -> IndexTemplates.install(there, PATIENCE));
        BulkWriter writer = new BulkWriter(there, PATIENCE);
        out = writer;
        Plans plans = new Plans(packs);
        ReplayAlerts alerts = new ReplayAlerts(writer, run, alert -> ground(plans, alert, judged.first()));
        return (alert, change) -> reached(() -> alerts.publish(alert, change));
    }

    private static ReplayAlerts.Ground ground(Plans plans, Alert alert, long first) {
        long observed = Math.max(first, plans.inForceSince(alert.rule().shape(), alert.time()));
        return new ReplayAlerts.Ground(plans.at(alert.lastTime()).pack().hash(), alert.warm(observed));
    }

    private String digest(Engine.Extent judged) {
        String tenures = packs.tenures().stream()
                .map(tenure -> tenure.from() + " " + tenure.pack().hash())
                .collect(Collectors.joining("\n"));
        return Digest.hex128(tenures + "\n" + judged.digest()).substring(0, DIGITS);
    }

    /** Sends the rest, and says what is where. */
    Optional<String> finish() {
        BulkWriter writer = out;
        if (writer == null) {
            return Optional.empty();
        }
        reached(writer::flush);
        return Optional.of(String.format(
                Locale.ROOT,
                "%,d documents of run %s -> %s, tokenwatch-replay-%s-*",
                writer.written(),
                run,
                cluster,
                run));
    }

    private static void reached(Runnable work) {
        try {
            work.run();
        } catch (ElasticsearchAbsent e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), new IOException(e));
        } catch (ElasticsearchUnusable e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        BulkWriter writer = out;
        if (writer != null) {
            writer.close();
        }
    }
}
