package io.tokenwatch.cli;

import io.tokenwatch.replay.Engine;
import io.tokenwatch.replay.InProcess;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Resources;
import io.tokenwatch.replay.cluster.EngineChoice;
import io.tokenwatch.replay.cluster.FlinkEngine;
import io.tokenwatch.replay.cluster.Provisions;
import io.tokenwatch.replay.cluster.RunningCluster;
import io.tokenwatch.replay.files.FlinkFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What judges, and where. */
final class EngineOption {
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://)?([^\\s:/]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})/?");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

    /** As they are typed. */
    enum Name {
        auto,
        local,
        flink
    }

    /** An engine, and what it reads. */
    record Choice(Engine engine, List<Input> inputs) {}

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "auto",
            description =
                    "local judges in this process; flink in a Flink cluster that runs in it, in memory that does not"
                            + " grow with the logs, and goes on where it was interrupted; auto chooses by the size of the logs and says why"
                            + " (default). All give the same bytes.")
    private Name engine = Name.auto;

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT",
            description =
                    "Let the tasks of --engine flink run on a Flink cluster, by its REST interface. Its machines must reach the inputs, the keys"
                            + " that hash token ids (same file, or same environment variable), and the folder of the results or --shared.")
    private @Nullable String cluster;

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description =
                    "With --cluster: a folder that this machine reaches as well as those of the cluster, such as s3://bucket/replay. What is read is"
                            + " kept there until the results are written (default: where the results go).")
    private @Nullable String shared;

    /**
     * The engine for these inputs.
     *
     * @param out where the results go
     * @param machine what may be used of it
     * @param threads how many were asked for; 0 if it was not said
     * @param provisions what machines of a cluster need
     */
    Choice choose(
            List<Input> inputs,
            Path out,
            Resources machine,
            int threads,
            Supplier<Provisions> provisions,
            PrintWriter err) {
        if (cluster != null && engine == Name.local) {
            throw new UsageException("--cluster is for --engine flink");
        }
        if (cluster == null && shared != null) {
            throw new UsageException("--shared is for --cluster: add that, or use --sort-in");
        }
        boolean flink = engine == Name.flink || cluster != null;
        if (engine == Name.auto && cluster == null) {
            EngineChoice choice = EngineChoice.of(inputs, Runtime.getRuntime().maxMemory());
            flink = choice.flink();
            err.println("engine: " + (flink ? Name.flink : Name.local) + ", because " + choice.reason());
        }
        if (!flink) {
            return new Choice(new InProcess(), inputs);
        }
        Path elsewhere = machine.spill();
        Path folder = elsewhere == null ? out : elsewhere;
        FlinkEngine chosen = cluster == null
                ? new FlinkEngine(folder, machine.threads())
                : new FlinkEngine(folder, threads, address(cluster, provisions.get()));
        return new Choice(chosen, chosen.keep(inputs, err::println));
    }

    private RunningCluster address(String given, Provisions provisions) {
        Matcher address = ADDRESS.matcher(given);
        if (!address.matches()) {
            throw new UsageException(
                    "'" + given + "' is no address of a Flink cluster: write HOST:PORT, such as flink:8081");
        }
        FlinkFiles.initialize();
        String place = shared == null || URI.matcher(shared).matches()
                ? shared
                : Path.of(shared).toAbsolutePath().toUri().toString();
        return new RunningCluster(address.group(1), Integer.parseInt(address.group(2)), place, provisions);
    }
}
