package io.tokenwatch.cli;

import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.InProcess;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Resources;
import io.tokenwatch.replay.cluster.EngineChoice;
import io.tokenwatch.replay.cluster.FlinkEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What judges. */
final class EngineOption {
    /** As they are typed. */
    enum Name {
        auto,
        local,
        flink
    }

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "auto",
            description =
                    "local judges in this process; flink in a Flink cluster that runs in it, in memory that does not"
                            + " grow with the logs, and goes on where it was interrupted; auto chooses by the size of the logs and says why"
                            + " (default). All give the same bytes.")
    private Name engine = Name.auto;

    /**
     * The engine for these inputs.
     *
     * @param out where the results go
     * @param machine what may be used of it
     * @param told whether somebody hears of each change of an alert, which Flink does not tell
     */
    Engine choose(List<Input> inputs, Path out, Resources machine, boolean told, PrintWriter err) {
        boolean flink = engine == Name.flink;
        if (flink && told) {
            throw new UsageException("--elasticsearch takes --engine local: only that tells every change of an alert");
        }
        if (flink && inputs.stream().anyMatch(input -> input.file() == null)) {
            throw new UsageException("--engine flink reads files, since it may have to go on with them: save standard"
                    + " input to one, or use --engine local");
        }
        if (engine == Name.auto) {
            EngineChoice choice = told
                    ? new EngineChoice(false, "only it tells --elasticsearch every change of an alert")
                    : EngineChoice.of(inputs, Runtime.getRuntime().maxMemory());
            flink = choice.flink();
            err.println("engine: " + (flink ? Name.flink : Name.local) + ", because " + choice.reason());
        }
        if (!flink) {
            return new InProcess();
        }
        Path elsewhere = machine.spill();
        return new FlinkEngine(elsewhere == null ? out : elsewhere, machine.threads());
    }
}
