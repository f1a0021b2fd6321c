package io.tokenwatch.bench.contest;

import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child's side of {@link Fork}. Arguments: contestant type, its options, profile, events, seed. Answers on standard
 * output, tab-separated: {@code ready DIGEST}; for each command {@code cost EVENTS WALL_NS CPU_NS LOAD}, any number of
 * {@code hit DETECTION KEY}, {@code done}; or {@code failed REASON}.
 */
final class ForkedRuns {
    private ForkedRuns() {}

    public static void main(String[] args) {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        try {
            Contestant contestant = new ContestantSpec(args[0], args[1]).create();
            Workload workload = new WorkloadSpec(
                            Profile.valueOf(args[2]), Integer.parseInt(args[3]), Long.parseLong(args[4]))
                    .generate();
            BlockingQueue<String> commands = commands();
            answers.println("ready\t" + workload.digest());
            while (true) {
                answer(commands.take(), contestant, workload, answers);
            }
        } catch (Throwable e) {
            e.printStackTrace();
            answers.println("failed\t" + Objects.toString(e).replaceAll("\\s", " "));
            // Threads that the contestant left behind must not keep a failed child alive.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer(String command, Contestant contestant, Workload workload, PrintStream answers)
            throws Exception {
        Run run = command.equals("run")
                ? Run.of(contestant, workload)
                : FlameProfile.of(contestant, workload, Path.of(command.substring("profile\t".length())));
        Meter.Reading cost = run.cost();
        answers.println(
                "cost\t" + run.events() + '\t' + cost.wallNanos() + '\t' + cost.cpuNanos() + '\t' + cost.load());
        StringBuilder hits = new StringBuilder();
        for (Hit hit : run.hits()) {
            hits.append("hit\t")
                    .append(hit.detection())
                    .append('\t')
                    .append(hit.key())
                    .append('\n');
        }
        answers.print(hits);
        answers.println("done");
    }

    /** Commands as they come; the end of them is the end of the parent, in the middle of a run too. */
    private static BlockingQueue<String> commands() {
        BlockingQueue<String> commands = new LinkedBlockingQueue<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                        lines.lines().forEach(commands::add);
                    } catch (IOException | UncheckedIOException e) {
                        // The same as the end.
                    }
                    Runtime.getRuntime().halt(0);
                },
                "commands");
        reader.setDaemon(true);
        reader.start();
        return commands;
    }
}
