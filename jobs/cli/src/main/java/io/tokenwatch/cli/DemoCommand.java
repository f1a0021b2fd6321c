package io.tokenwatch.cli;

import io.tokenwatch.console.Console;
import io.tokenwatch.console.ConsoleSettings;
import io.tokenwatch.demo.Demo;
import io.tokenwatch.demo.DemoOptions;
import io.tokenwatch.demo.Screen;
import io.tokenwatch.devstack.StartFailedException;
import io.tokenwatch.flink.live.ServerAbsent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch demo}. */
@Command(
        name = "demo",
        description = "Shows real token abuse detected by the real pipeline, on this machine.",
        footer = {
            "",
            "Starts a Kafka broker, a Schema Registry, Elasticsearch and the live job on loopback, feeds them 15 days of history"
                    + " and then real-time traffic with planted attacks, shows each alert as it appears in Elasticsearch, and serves"
                    + " the console over them.",
            "Exit code: 0 if exactly the planted attacks were alerted, 1 if not, 3 if a server does not start."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofSeconds(40);

    @Option(names = "--smoke", description = "End after 40 s of live traffic; the last line says what was missed.")
    private boolean smoke;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Play the traffic of this seed. Default: another each time.")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Events a second in real time, 10 to 10000. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "0",
            description = "Port of the console on loopback. Default: any that is free.")
    private int port;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rate < 10 || rate > 10_000) {
            throw new UsageException("--rate is 10 to 10000 events a second, not " + rate);
        }
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is 0 to 65535, not " + port);
        }
        Path home = Home.folder().toAbsolutePath();
        DemoOptions options = new DemoOptions(
                smoke,
                seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                rate,
                0,
                home.resolve("rules"),
                home.resolve("target").resolve("demo"));
        Screen screen = new Screen(Terminal.out(spec), Terminal.isInteractive());
        try {
            boolean exact = Interruption.during(() -> Demo.run(options, screen, this::console), CLOSING);
            return exact ? ExitCode.DONE : ExitCode.CHECK_FAILED;
        } catch (StartFailedException | ServerAbsent e) {
            Terminal.err(spec).println("tokenwatch: " + e.getMessage());
            return ExitCode.UNREACHABLE;
        }
    }

    /** The console over the demo's alerts, and how to sign in to it. */
    private AutoCloseable console(String elasticsearchUrl, Consumer<String> teller) throws Exception {
        SignInLines lines = new SignInLines(teller);
        Console console = Console.start(
                ConsoleSettings.local(
                        elasticsearchUrl, port, Home.folder().toAbsolutePath().resolve("rules")),
                lines);
        lines.at(console.address());
        if (!smoke && Terminal.isInteractive()) {
            lines.link().ifPresent(DesktopBrowser::open);
        }
        return console;
    }
}
