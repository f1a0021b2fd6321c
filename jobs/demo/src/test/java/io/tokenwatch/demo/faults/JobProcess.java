package io.tokenwatch.demo.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts, kills and starts again a {@link LiveChild}. */
public final class JobProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 90;

    private final Path config;
    private final Path log;
    private @Nullable Process process;

    public JobProcess(Path config, Path log) {
        this.config = config;
        this.log = log;
    }

    /** Returns when the job is submitted, with what it said then: {@code begun}, or {@code restored} and the number. */
    public String start() throws IOException, InterruptedException {
        int before = output().size();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(opens());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LiveChild.class.getName()));
        command.add(config.toString());
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline && started.isAlive()) {
            for (String line : output().subList(before, output().size())) {
                if (line.equals("begun") || line.startsWith("restored ")) {
                    return line;
                }
            }
            Thread.sleep(50);
        }
        kill();
        throw new AssertionError("the job did not start:\n" + String.join("\n", output()));
    }

    /** SIGKILL: no hook runs, nothing is written any more. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    private static List<String> opens() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .toList();
    }

    private List<String> output() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
