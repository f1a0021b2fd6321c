package io.tokenwatch.flink.topology;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/** The Flink settings that Tokenwatch needs, and those whose defaults would surprise. */
public final class JobDefaults {
    /** The levels that are rewritten soon are not worth it; below, LZ4 takes half the CPU of Snappy. */
    private static final String COMPRESSION = "NO_COMPRESSION;NO_COMPRESSION;LZ4_COMPRESSION;LZ4_COMPRESSION;"
            + "LZ4_COMPRESSION;LZ4_COMPRESSION;LZ4_COMPRESSION";

    private JobDefaults() {}

    /** @param state folder for checkpoints and for RocksDB's files */
    public static Configuration of(Path state) {
        Configuration settings = new Configuration();
        settings.setString("state.backend.type", "rocksdb");
        settings.setString(
                "state.backend.rocksdb.timer-service.factory",
                "ROCKSDB"); // unused: heap timers would need DueKeys' place
        settings.setString("state.backend.rocksdb.use-bloom-filter", "true");
        settings.setString("state.backend.rocksdb.compression.per.level", COMPRESSION);
        settings.setString(
                "execution.checkpointing.dir",
                state.resolve("checkpoints").toUri().toString());
        settings.setString(
                "execution.checkpointing.savepoint-dir",
                state.resolve("savepoints").toUri().toString());
        settings.setString("execution.checkpointing.incremental", "true");
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.setString("execution.checkpointing.num-retained", "3");
        settings.setString("execution.checkpointing.tolerable-failed-checkpoints", "10");
        settings.setString("restart-strategy.type", "exponential-delay");
        settings.setString("restart-strategy.exponential-delay.initial-backoff", "500ms");
        settings.setString("restart-strategy.exponential-delay.max-backoff", "10s");
        settings.setString("heartbeat.interval", "2000");
        settings.setString("heartbeat.timeout", "8000");
        settings.setString("pipeline.object-reuse", "true");
        settings.setString("pipeline.generic-types", "false"); // Kryo would be slow, and unsafe to read back
        settings.setString("pipeline.max-parallelism", "128");
        settings.setString("pipeline.auto-watermark-interval", "200ms");
        settings.setString("execution.buffer-timeout.interval", "20ms"); // the latency floor of an alert
        settings.setString("io.tmp.dirs", state.resolve("tmp").toString());
        stayOnThisMachine(settings);
        return settings;
    }

    /** Flink's web page on a free port of loopback, to look and not to touch. */
    public static void stayOnThisMachine(Configuration settings) {
        settings.setString("rest.bind-address", "127.0.0.1");
        settings.setString("rest.address", "127.0.0.1");
        settings.setString("rest.bind-port", "0");
        settings.setString("web.submit.enable", "false");
        settings.setString("web.cancel.enable", "false");
    }
}
