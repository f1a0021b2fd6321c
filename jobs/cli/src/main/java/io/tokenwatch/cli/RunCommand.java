package io.tokenwatch.cli;

import io.tokenwatch.flink.elasticsearch.ElasticsearchUnusable;
import io.tokenwatch.flink.live.LiveRun;
import io.tokenwatch.flink.live.LiveSettings;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.live.ServerAbsent;
import io.tokenwatch.flink.live.Servers;
import io.tokenwatch.flink.live.StateInUse;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch run}. */
@Command(
        name = "run",
        description = "Runs the live job in this process, until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Reads token events from Kafka, judges them by the rules and writes alerts to Elasticsearch. Started again after a"
                    + " crash or a stop, it goes on exactly where it was. docs/run.example.yml shows every setting,"
                    + " docs/operations.md says how to operate it.",
            "Exit code: 130 after Ctrl-C, 143 after SIGTERM, 2 if the configuration or a rule is wrong or Elasticsearch refuses for good, 3 if a server or file could not be reached."
        })
final class RunCommand implements Callable<Integer> {
    /** For a last checkpoint, the end of the job and that of the cluster. */
    private static final Duration CLOSING = Duration.ofSeconds(90);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The settings, in YAML.")
    private Path config = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return Interruption.during(this::runUntilStopped, CLOSING);
    }

    private int runUntilStopped() throws Exception {
        try {
            LiveSettings settings = LiveSettingsFile.read(config);
            RuleFiles rules = RuleFiles.load(settings.rules());
            int active = rules.compile().active().size();
            say("%d rules from %s".formatted(active, settings.rules()));
            Servers.await(settings, this::say);
            return run(settings, rules);
        } catch (FaultyFileException e) {
            e.faults().forEach(fault -> Terminal.err(spec).println(fault));
            say(e.faults().size() + " to correct; nothing was started");
            return ExitCode.USAGE;
        } catch (ElasticsearchUnusable | StateInUse e) {
            say(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        } catch (ServerAbsent e) {
            if (Thread.interrupted()) {
                return ExitCode.DONE;
            }
            say(String.valueOf(e.getMessage()));
            return ExitCode.UNREACHABLE;
        }
    }

    private int run(LiveSettings settings, RuleFiles rules) throws Exception {
        try (LiveRun job = LiveRun.start(settings, rules, this::say)) {
            job.restoredFrom()
                    .ifPresentOrElse(
                            checkpoint -> say("going on from checkpoint %d in %s"
                                    .formatted(checkpoint.number(), checkpoint.folder())),
                            () -> say("beginning anew: no checkpoint in " + settings.state()));
            say("packs are read from %s".formatted(settings.packs()));
            say("judging %s; alerts go to %s; Flink's web page: %s"
                    .formatted(settings.source(), settings.elasticsearch(), job.webPage()));
            try {
                return watch(job);
            } catch (InterruptedException e) {
                say("stopping, with a last checkpoint first");
                job.checkpoint();
                return ExitCode.DONE;
            }
        }
    }

    /** Returns only if the job ends by itself, which it should not. */
    private int watch(LiveRun job) throws Exception {
        String told = "";
        while (true) {
            JobStatus status = job.status();
            Optional<String> unusable = job.unusable();
            if (unusable.isPresent()) {
                say(unusable.get());
                say(
                        "no new attempt would cure that, so the job has ended; mend it and start again: it goes on from its last checkpoint");
                return ExitCode.USAGE;
            }
            Optional<String> failure = job.lastFailure();
            if (failure.isPresent() && !failure.get().equals(told)) {
                told = failure.get();
                say("the job failed and starts again by itself from its last checkpoint: " + told);
            }
            if (status.isGloballyTerminalState()) {
                say("the job ended: " + status);
                return ExitCode.CHECK_FAILED;
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private void say(String line) {
        PrintWriter err = Terminal.err(spec);
        err.println("tokenwatch: " + line);
        err.flush();
    }
}
