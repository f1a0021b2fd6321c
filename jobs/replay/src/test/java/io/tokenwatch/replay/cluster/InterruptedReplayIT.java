package io.tokenwatch.replay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed in the middle and started again, a replay goes on, and gives the answer of one that was not. */
class InterruptedReplayIT {
    private static final int PARTS = 64 * 1024;
    /** So many times the log is there, that there is a middle to be killed in. */
    private static final int COPIES = 6;

    @TempDir
    private Path folder = Path.of("");

    private Path out = Path.of("");
    private List<Path> files = List.of();

    /** Replays until it is killed. */
    public static final class Child {
        private Child() {}

        /** @param args folder of the results, then the logs */
        public static void main(String[] args) {
            Path out = Path.of(args[0]);
            Corpus.replay(
                    out,
                    Stream.of(args).skip(1).map(Path::of).toList(),
                    new FlinkEngine(out, 2, PARTS, null),
                    ReplayWatcher.SILENT);
        }
    }

    @BeforeEach
    void logs() throws IOException {
        out = folder.resolve("out");
        List<String> lines = Corpus.lines();
        files = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            files.add(Corpus.write(folder.resolve(i + ".ndjson"), lines));
        }
    }

    @Test
    void goesOnWithWhatWasRead() throws Exception {
        Process child = start();
        while (child.isAlive() && parts() < 8) {
            Thread.sleep(2);
        }
        child.destroyForcibly().onExit().join();
        assertThat(parts()).isPositive();
        assertThat(out.resolve(ResultFolder.SUMMARY)).doesNotExist();

        List<String> remarks = replay();
        assertThat(remarks).singleElement().asString().startsWith("goes on with an interrupted replay: ");
        Path local = folder.resolve("local");
        Corpus.local(local, files);
        for (String name : List.of(
                ResultFolder.ALERTS,
                ResultFolder.SHADOW_ALERTS,
                ResultFolder.DEAD_LETTERS,
                ResultFolder.SUMMARY,
                ResultFolder.REPORT)) {
            assertThat(out.resolve(name)).as(name).hasSameBinaryContentAs(local.resolve(name));
        }
        assertThat(out.resolve(".replay")).doesNotExist();
    }

    @Test
    void beginsAgainAndSaysWhyIfALogHasChanged() throws Exception {
        RuntimeException halt = new IllegalStateException("halt");
        assertThatThrownBy(() -> replay(new ReplayWatcher() {
                    @Override
                    public void judging(long judged, long total) {
                        throw halt;
                    }
                }))
                .isSameAs(halt);
        assertThat(parts()).isPositive();
        Files.writeString(files.get(0), "");
        Files.write(files.get(1), List.of(Corpus.lines().get(0)));

        assertThat(replay()).singleElement().asString().contains("begins again").contains("1.ndjson");
    }

    @Test
    void aLogThatGoesAwayIsNamed() throws IOException {
        Files.delete(files.get(3));
        assertThatThrownBy(this::replay)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("3.ndjson");
    }

    private List<String> replay() throws IOException {
        List<String> remarks = new ArrayList<>();
        replay(new ReplayWatcher() {
            @Override
            public void remark(String line) {
                remarks.add(line);
            }
        });
        return remarks;
    }

    private void replay(ReplayWatcher watcher) throws IOException {
        Corpus.replay(out, files, new FlinkEngine(out, 2, PARTS, null), watcher);
    }

    private long parts() throws IOException {
        Path parts = out.resolve(".replay/parts");
        if (!Files.isDirectory(parts)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(parts)) {
            return all.filter(file -> file.toString().endsWith(PartWriter.BLOCKS))
                    .count();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:TieredStopAtLevel=1"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), out.toString()));
        files.forEach(file -> command.add(file.toString()));
        Path log = Files.createDirectories(Path.of("target", "interrupted")).resolve("child.log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
