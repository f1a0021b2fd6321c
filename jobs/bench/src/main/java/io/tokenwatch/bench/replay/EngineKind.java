package io.tokenwatch.bench.replay;

import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.InProcess;
import io.tokenwatch.replay.cluster.FlinkEngine;
import java.nio.file.Path;
import java.util.Locale;

/** What judges. */
public enum EngineKind {
    /** In process, without Flink. */
    LOCAL,
    /** A Flink cluster in the process. */
    FLINK;

    /** An engine for one replay that writes into that folder. */
    Engine engine(Path results, int threads) {
        return this == FLINK ? new FlinkEngine(results, threads) : new InProcess();
    }

    /** As {@code --engine} names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
