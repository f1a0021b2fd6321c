package io.tokenwatch.bench.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.replay.ResultFolder;
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
     * Replays of one log of about so many events, the engines in turns.
     *
     * @param rounds how often each engine replays it
     * @param told hears what is being done
     * @throws TimeoutException if a replay took longer than allowed
     * @throws IOException if a replay fails, or two of them come to other alerts
     */
    public List<ReplayRow> run(LogKind kind, int events, List<EngineKind> engines, int rounds, Consumer<String> told)
            throws IOException, InterruptedException, TimeoutException {
        Path folder = Files.createTempDirectory("tokenwatch-bench-replay");
        try {
            Path file = folder.resolve("audit.log");
            told.accept(String.format(Locale.ROOT, "making %,d events (%s)", events, kind.word()));
            LogFile.write(file, kind, events, seed);
            List<ReplayRow> rows = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                for (EngineKind engine : engines) {
                    told.accept(String.format(
                            Locale.ROOT, "replaying %,d MB (%s)", Files.size(file) / 1_000_000, engine.word()));
                    Path out = folder.resolve("out");
                    rows.add(ReplayRow.parse(kind, engine, Files.size(file), replay(kind, engine, file, folder)));
                    same(out.resolve(ResultFolder.ALERTS), folder.resolve("first"));
                    Spill.remove(out);
                }
            }
            return rows;
        } finally {
            Spill.remove(folder);
        }
    }

    private static void same(Path alerts, Path first) throws IOException {
        if (!Files.exists(first)) {
            Files.move(alerts, first);
        } else if (Files.mismatch(alerts, first) >= 0) {
            throw new IOException("two replays of one log came to other alerts");
        }
    }

    private String replay(LogKind kind, EngineKind engine, Path file, Path folder)
            throws IOException, InterruptedException, TimeoutException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReplayRun.class.getName()));
        command.addAll(List.of(file.toString(), kind.format(), rules.toString()));
        command.addAll(List.of(folder.resolve("out").toString(), String.valueOf(threads), engine.name()));
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
