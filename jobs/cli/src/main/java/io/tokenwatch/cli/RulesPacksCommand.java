package io.tokenwatch.cli;

import io.tokenwatch.flink.pack.PackPublisher;
import io.tokenwatch.flink.pack.PackPublisher.Entry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules packs}. */
@Command(name = "packs", description = "Shows the packs that were published, and which is in force.")
final class RulesPacksCommand implements Callable<Integer> {
    @Mixin
    private PackTopicOptions topic = new PackTopicOptions();

    @Option(
            names = "--out",
            paramLabel = "LOG",
            description = "Write those that were accepted into a file for 'replay --packs'.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Entry> entries = new PackPublisher(topic.topic()).entries();
        entries.forEach(this::show);
        if (out != null) {
            try (OutputStream log = new BufferedOutputStream(Files.newOutputStream(out))) {
                for (Entry entry : entries) {
                    if (entry.verdict().fresh()) {
                        log.write(entry.record().json());
                        log.write('\n');
                    }
                }
            }
        }
        return ExitCode.DONE;
    }

    private void show(Entry entry) {
        PrintWriter print = Terminal.out(spec);
        String what = entry.inForce() ? "in force" : entry.verdict().accepted() ? "accepted" : "refused";
        long from = entry.verdict().effectiveFrom();
        String hash = entry.verdict().hash().isEmpty()
                ? "(unreadable)"
                : entry.verdict().hash();
        print.println("%-8s  %-32s  from %s".formatted(what, hash, from == 0 ? "-" : Instant.ofEpochMilli(from)));
        entry.verdict().faults().forEach(fault -> print.println("          " + fault.place() + ": " + fault.message()));
    }
}
