package io.tokenwatch.demo;

import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.live.Instruments;
import io.tokenwatch.flink.live.LiveRun;
import io.tokenwatch.flink.live.LiveSettings;
import io.tokenwatch.flink.live.LiveSettings.Pace;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.live.Servers;
import io.tokenwatch.flink.live.TokenKeySource;
import io.tokenwatch.flink.pack.PackTopic;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.source.ArrivalSource;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.rule.RuleFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts everything, plays the traffic, and takes everything down again. */
public final class Demo {
    /** Ledger and indicators begin so long before the demo does. */
    private static final Duration RECENT = Duration.ofHours(1);

    private static final List<String> TOPICS = LiveSettingsFile.TOPICS;
    private static final String GROUP = "tokenwatch-demo";
    /** Short, since an alert that a late event could take back waits for a checkpoint. */
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    /** Ctrl-C reaches the servers as well: little ends in good order then, and nothing need. */
    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** Something that runs beside the demo and reads what it writes, such as a web page. */
    @FunctionalInterface
    public interface Companion {
        /**
         * Starts it.
         *
         * @param elasticsearchUrl where the alerts are
         * @param teller shows a line, such as where it is to be found
         */
        AutoCloseable start(String elasticsearchUrl, Consumer<String> teller) throws Exception;
    }

    private final DemoOptions options;
    private final Screen screen;
    private final Companion companion;

    private Demo(DemoOptions options, Screen screen, Companion companion) {
        this.options = options;
        this.screen = screen;
        this.companion = companion;
    }

    /**
     * Runs until the smoke test is over or the thread is interrupted; nothing runs any more then, and no file is left.
     *
     * @param companion runs while the live job does
     * @return whether exactly the planted attacks were alerted
     * @throws io.tokenwatch.devstack.StartFailedException if a server does not start
     * @throws io.tokenwatch.yaml.FaultyFileException if a rule is broken
     */
    public static boolean run(DemoOptions options, Screen screen, Companion companion) throws Exception {
        return new Demo(options, screen, companion).run();
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
                AutoCloseable beside = companion.start(stack.elasticsearchUrl(), this::beside);
                screen.line("");
                try {
                    return new Play(options, screen, stack, topics, GROUP).run(start);
                } finally {
                    beside.close();
                }
            } finally {
                job.close(CLOSING);
            }
        }
    }

    private void beside(String line) {
        screen.line("CONSOLE", false, "  " + line);
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
        // Each minute of the fifteen days would be written, and they are there only so that learning ends.
        long recently = System.currentTimeMillis() - RECENT.toMillis();
        return new LiveSettings(
                new ArrivalSource(stack.kafka(), TOPICS, GROUP, Map.of()),
                RegistrySettings.at(stack.registryUrl()),
                ClusterSettings.at(stack.elasticsearchUrl()),
                DeadLetterTopic.at(stack.kafka()),
                PackTopic.at(stack.kafka()),
                TokenKeySource.of(work.resolve("keys").resolve("token-hash.keys")),
                options.rules(),
                work.resolve("state"),
                Pace.DEFAULT.withCheckpointEvery(CHECKPOINT_EVERY).withWebPort(options.webPort()),
                LiveSettings.Aside.of(new Instruments(PosturePolicy.DEFAULT.withSince(recently), 0)));
    }
}
