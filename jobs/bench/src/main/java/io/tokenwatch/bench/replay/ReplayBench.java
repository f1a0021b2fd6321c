package io.tokenwatch.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.replay.sort.Spill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Measures replays, each in a JVM of its own with the flags of this one; the log is made before and is in the page cache.
 *
 * @param rules folder of the rules
 * @param threads that read and judge
 * @param flags of the JVM
 * @param limit the longest that one replay may take
 */
public record ReplayBench(Path rules, int threads, List<String> flags, long seed, Duration limit) {
    /**
     * One replay of a log of about so many events.
     *
     * @param told hears what is being done
     * @throws TimeoutException if it took longer than allowed
     * @throws IOException if the replay fails
     */
    public ReplayRow run(LogKind kind, int events, Consumer<String> told)
            throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("tokenwatch-bench-replay");
        try {
            Path file = folder.resolve("audit.log");
            told.accept(String.format(Locale.ROOT, "making %,d events (%s)", events, kind.word()));
            LogFile.write(file, kind, events, seed);
            told.accept(String.format(Locale.ROOT, "replaying %,d MB", Files.size(file) / 1_000_000));
            return ReplayRow.parse(kind, Files.size(file), replay(kind, file, folder));
        } finally {
            Spill.remove(folder);
        }
    }

    private String replay(LogKind kind, Path file, Path folder)
            throws IOException, InterruptedException, TimeoutException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReplayRun.class.getName()));
        command.addAll(List.of(file.toString(), kind.format(), rules.toString()));
        command.addAll(List.of(folder.resolve("out").toString(), String.valueOf(threads)));
        Path answer = folder.resolve("answer");
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(answer.toFile())
                .start();
        try {
            if (!child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException("the replay took longer than " + limit.toSeconds() + " s and was ended");
            }
        } finally {
            child.destroyForcibly();
        }
        if (child.exitValue() != 0) {
            throw new IOException("the replay failed with exit code " + child.exitValue());
        }
        return Files.readString(answer, UTF_8).strip();
    }
}
