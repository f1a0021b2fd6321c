package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the process that started a stack ends, none of its servers stays. */
class OrphansIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"}) // a shell makes its background processes ignore INT
    void theServersGoWithTheirParent(String signal) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = parent.inputReader()) {
            List<ProcessHandle> servers = output.lines()
                    .filter(line -> line.startsWith("server "))
                    .limit(3)
                    .map(line -> ProcessHandle.of(Long.parseLong(line.substring("server ".length())))
                            .orElseThrow())
                    .toList();
            assertThat(servers).hasSize(3).allMatch(ProcessHandle::isAlive);

            long killed = System.nanoTime();
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + parent.pid())
                    .start()
                    .waitFor();
            for (ProcessHandle server : servers) {
                server.onExit().get(20, TimeUnit.SECONDS);
            }
            assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
            System.out.printf(
                    "[devstack] all gone %d ms after SIG%s%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed), signal);
        } finally {
            parent.destroyForcibly();
        }
    }

    /** Starts a stack and does nothing more. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws InterruptedException {
            Devstack stack = Devstack.start(Path.of(args[0]), line -> {});
            stack.servers().forEach(server -> System.out.println("server " + server.pid()));
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
