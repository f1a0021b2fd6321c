package io.tokenwatch.bench.contest;

import io.tokenwatch.bench.workload.WorkloadSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A contestant in a JVM of its own: its class path is ours, its flags are given and should be the same for all sides. It
 * makes the workload before anything is measured, then runs when told to and sits idle otherwise. What the child writes
 * to standard error, and its contestant to standard output, appears on our standard error. The child ends when it is
 * closed, when a run takes longer than allowed, or when this JVM is gone.
 */
public final class Fork implements Side, AutoCloseable {
    private static final String END = "";

    private final String name;
    private final Duration limit;
    private final Process child;
    private final Writer commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final long digest;

    private Fork(String name, Duration limit, Process child)
            throws IOException, InterruptedException, TimeoutException {
        this.name = name;
        this.limit = limit;
        this.child = child;
        this.commands = child.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
        this.digest = Long.parseLong(answer("ready")[1]);
    }

    /**
     * Starts the child and waits until it has its workload.
     *
     * @param limit the longest that starting and each single run may take
     * @throws TimeoutException if it took longer; the child is gone then
     * @throws IOException if the child cannot be started or ends by itself
     */
    public static Fork start(
            String name, ContestantSpec contestant, WorkloadSpec workload, List<String> jvmFlags, Duration limit)
            throws IOException, InterruptedException, TimeoutException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkedRuns.class.getName()));
        command.addAll(List.of(contestant.type(), contestant.options()));
        command.addAll(
                List.of(workload.profile().name(), String.valueOf(workload.events()), String.valueOf(workload.seed())));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new Fork(name, limit, child);
        } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
            child.destroyForcibly();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    /** The digest of the bytes that the child runs on. */
    public long digest() {
        return digest;
    }

    @Override
    public Run run() throws IOException, InterruptedException, TimeoutException {
        return tell("run");
    }

    /** Runs once under the sampling profiler, which writes collapsed stacks to {@code file}; the cost includes it. */
    public Run profile(Path file) throws IOException, InterruptedException, TimeoutException {
        return tell("profile\t" + file.toAbsolutePath());
    }

    private Run tell(String command) throws IOException, InterruptedException, TimeoutException {
        commands.write(command + '\n');
        commands.flush();
        String[] cost = answer("cost");
        Set<Hit> hits = new HashSet<>();
        String[] line = answer("hit", "done");
        for (; line[0].equals("hit"); line = answer("hit", "done")) {
            hits.add(new Hit(line[1], line[2]));
        }
        return new Run(
                Long.parseLong(cost[1]),
                new Meter.Reading(Long.parseLong(cost[2]), Long.parseLong(cost[3]), Double.parseDouble(cost[4])),
                Set.copyOf(hits));
    }

    /** The next line, which must begin with one of {@code words}. */
    private String[] answer(String... words) throws IOException, InterruptedException, TimeoutException {
        String line = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            child.destroyForcibly();
            throw new TimeoutException(name + " took longer than " + limit.toSeconds() + " s and was ended");
        }
        String[] parts = line.split("\t", -1);
        if (!List.of(words).contains(parts[0])) {
            child.destroyForcibly();
            throw new IOException(
                    name + (line.equals(END) ? " ended by itself" : " failed: " + parts[parts.length - 1]));
        }
        return parts;
    }

    private void read() {
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(answers::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // The child's end shows as the end of its answers, below.
        }
        answers.add(END);
    }

    /** Ends the child; waits until it is gone. */
    @Override
    public void close() {
        child.destroyForcibly();
        child.onExit().join();
    }
}
