package io.tokenwatch.cli;

import io.tokenwatch.console.Console;
import io.tokenwatch.console.ConsoleSettings;
import io.tokenwatch.console.ConsoleSettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch console}. */
@Command(
        name = "console",
        description = "Serves the SOC analyst's web console, until Ctrl-C or SIGTERM.",
        footer = {
            "",
            "Reads Elasticsearch and writes there what analysts do. docs/console.example.yml shows every setting, docs/console.md"
                    + " what is on the screens.",
            "Exit code: 130 after Ctrl-C, 143 after SIGTERM, 2 if the configuration is wrong, 3 if the identity provider could"
                    + " not be reached or the port is taken."
        })
final class ConsoleCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The settings, in YAML.")
    private Path config = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "Another port than the file says; 0 for any that is free.")
    private @Nullable Integer port;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ConsoleSettings read = ConsoleSettingsFile.read(config);
        ConsoleSettings settings = port == null ? read : read.withPort(port);
        return Interruption.during(() -> serve(settings), CLOSING);
    }

    private int serve(ConsoleSettings settings) throws Exception {
        SignInLines lines = new SignInLines(this::say);
        try (Console console = Console.start(settings, lines)) {
            say("the console is at " + console.address());
            lines.at(console.address());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            say("stopping");
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        Terminal.err(spec).println("tokenwatch: " + line);
        Terminal.err(spec).flush();
    }
}
