package io.tokenwatch.cli;

import io.tokenwatch.flink.pack.PackPublisher;
import io.tokenwatch.flink.pack.PackPublisher.Outcome;
import io.tokenwatch.pack.Pack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules publish}. */
@Command(
        name = "publish",
        sortOptions = false,
        description = "Publishes a pack of rules, which running jobs put into force without a restart.",
        footer = {
            "",
            "A pack judges the events that happen from its time on. Publishing what is in force already changes nothing.",
            "Exit code: 2 if a rule is broken or the time is less than 2 s ahead, 3 if the broker does not answer. Nothing was"
                    + " published then."
        })
final class RulesPublishCommand implements Callable<Integer> {
    @Option(
            names = "--rules",
            paramLabel = "DIR|PACK",
            description = "Folder of rules, or what 'rules compile' made. Default: those that are shipped.")
    private Path rules = Home.rules();

    @Mixin
    private PackTopicOptions topic = new PackTopicOptions();

    @Option(
            names = "--effective-from",
            paramLabel = "TIME",
            defaultValue = "now+3s",
            converter = EffectiveFrom.class,
            description = "At least 2 s ahead: now+10m, or 2026-01-01T12:00:00Z. Default: ${DEFAULT-VALUE}.")
    private LongUnaryOperator effectiveFrom = now -> now;

    @Option(names = "--dry-run", description = "Check everything and publish nothing.")
    private boolean dryRun;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Pack pack = PackSource.read(rules);
        Outcome outcome = new PackPublisher(topic.topic()).publish(pack, effectiveFrom, dryRun);
        String what = outcome.already() ? "is published already" : dryRun ? "would be published" : "published";
        Terminal.out(spec)
                .println("pack %s %s: %d rules, in force for events from %s on"
                        .formatted(
                                pack.hash(),
                                what,
                                pack.compile().active().size(),
                                Instant.ofEpochMilli(outcome.effectiveFrom())));
        return ExitCode.DONE;
    }
}
