package io.tokenwatch.demo;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.live.LiveRun;
import io.tokenwatch.flink.live.LiveSettings;
import io.tokenwatch.flink.live.LiveSettings.Pace;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.live.Servers;
import io.tokenwatch.flink.live.TokenKeySource;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.source.ArrivalSource;
import io.tokenwatch.rule.RuleFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts everything, plays the traffic, and takes everything down again. */
public final class Demo {
    private static final List<String> TOPICS = LiveSettingsFile.TOPICS;
    private static final String GROUP = "tokenwatch-demo";
    /** Short, since an alert that a late event could take back waits for a checkpoint. */
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    /** Ctrl-C reaches the servers as well: little ends in good order then, and nothing need. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final DemoOptions options;
    private final Screen screen;

    private Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /**
     * Runs until the smoke test is over or the thread is interrupted; nothing runs any more then, and no file is left.
     *
     * @return whether exactly the planted attacks were alerted
     * @throws io.tokenwatch.devstack.StartFailedException if a server does not start
     * @throws io.tokenwatch.yaml.FaultyFileException if a rule is broken
     */
    public static boolean run(DemoOptions options, Screen screen) throws Exception {
        return new Demo(options, screen).run();
    }

    private boolean run() throws Exception {
        RuleFiles rules = RuleFiles.load(options.rules());
        int count = rules.compile().active().size();
        screen.line("Tokenwatch demo, seed " + options.seed() + ". Everything runs on this machine, on loopback only;"
                + (options.smoke() ? " it ends by itself." : " Ctrl-C ends it and leaves nothing behind."));
        screen.line("");
        try (Workspace work = Workspace.open(options.work());
                Devstack stack = Devstack.start(work.resolve("servers"), this::server);
                Topics topics = new Topics(stack.kafka(), TOPICS)) {
            topics.create();
            LiveSettings settings = settings(stack, work);
            Servers.await(settings, screen::line);
            long begin = System.nanoTime();
            LiveRun job = LiveRun.start(settings, rules, this::news);
            try {
                Duration start = Duration.ofNanos(System.nanoTime() - begin);
                screen.line("  %-14s ready after %.1f s, judges %d rules, Flink's web page at %s"
                        .formatted("live job", start.toMillis() / 1000.0, count, job.webPage()));
                screen.line("");
                return new Play(options, screen, stack, topics, GROUP).run(start);
            } finally {
                job.close(CLOSING);
            }
        }
    }

    private void news(String line) {
        screen.line("RULES", false, "  " + line);
    }

    private void server(String ready) {
        String[] words = ready.replaceFirst(" \\(.*", "").split(" ", 2);
        screen.line("  %-14s %s".formatted(words[0], words[1]));
    }

    private LiveSettings settings(Devstack stack, Workspace work) throws Exception {
        TokenKeys.ofInstallation(work.resolve("keys"));
        return new LiveSettings(
                new ArrivalSource(stack.kafka(), TOPICS, GROUP, Map.of()),
                RegistrySettings.at(stack.registryUrl()),
                ClusterSettings.at(stack.elasticsearchUrl()),
                DeadLetterTopic.at(stack.kafka()),
                PackTopic.at(stack.kafka()),
                TokenKeySource.of(work.resolve("keys").resolve("token-hash.keys")),
                options.rules(),
                work.resolve("state"),
                Pace.DEFAULT.withCheckpointEvery(CHECKPOINT_EVERY).withWebPort(options.webPort()));
    }
}
