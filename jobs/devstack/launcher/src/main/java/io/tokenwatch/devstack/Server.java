package io.tokenwatch.devstack;

import io.tokenwatch.devstack.child.Tether;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One server as a child process, which may be stopped, killed, paused and started again: always on the same port and with the
 * data that it had. Started by one thread at a time; stopped and killed by any.
 */
public final class Server {
    /** How long a server may take until it serves. An idle machine needs 2 to 5 s. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final Duration STOP_PATIENCE =
            Duration.ofMillis(Tether.GRACE_MILLIS).plusSeconds(5);

    /** What of our environment a server sees. Other variables may happen to be settings of its own (LOG_LEVEL, HTTP_PORT). */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH");

    private final Blueprint blueprint;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile boolean paused;

    Server(Blueprint blueprint, Path log) {
        this.blueprint = blueprint;
        this.log = log;
    }

    /** {@code kafka}, {@code registry} or {@code elasticsearch}. */
    public String name() {
        return blueprint.name();
    }

    /** What a client needs to reach it: the URL, or host and port of the broker. */
    public String address() {
        return blueprint.address();
    }

    /** All output of all its runs. */
    public Path log() {
        return log;
    }

    /** Whether its process lives, be it ready or not. */
    public boolean isAlive() {
        Process last = process;
        return last != null && last.isAlive();
    }

    /** The operating system's id of the last process, dead or alive; -1 if there was none. */
    public long pid() {
        Process last = process;
        return last == null ? -1 : last.pid();
    }

    /**
     * Starts the server and waits until it serves.
     *
     * @return how long that took
     * @throws StartFailedException if it ends before, is not ready after 120 s, or the thread is interrupted; it does not run then
     * @throws IllegalStateException if it runs already
     */
    public Duration start() {
        if (isAlive()) {
            throw new IllegalStateException(name() + " runs already as process " + pid());
        }
        long begin = System.nanoTime();
        try {
            Process started = launch();
            process = started;
            paused = false;
            awaitReady(started, begin);
            return since(begin);
        } catch (IOException e) {
            throw new StartFailedException("Cannot launch " + name(), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while waiting for " + name(), e);
        }
    }

    /** Asks the server to shut down in good order, waits, and kills it after 15 s. Does nothing if it is down. */
    public void stop() {
        Process running = process;
        if (running == null) {
            return;
        }
        requestStop();
        boolean exited = running.onExit()
                .thenApply(any -> true)
                .completeOnTimeout(false, STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (!exited) {
            kill();
        }
    }

    /** Asks and does not wait. */
    void requestStop() {
        Process running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        if (paused) {
            resume();
        }
        try {
            running.getOutputStream().close();
        } catch (IOException e) {
            // The other end is gone, which is what we want.
        }
    }

    /** Kills the server at once (SIGKILL), as a crash would, and waits until its process is gone. Does nothing if it is down. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** Stops the server if it runs, and starts it on the same port with its data. Bounds and errors as in {@link #start()}. */
    public Duration restart() {
        stop();
        return start();
    }

    /**
     * Freezes the process (SIGSTOP): connections stay open, nobody answers. While it is frozen it cannot notice that its parent
     * is gone, so do not leave it like that.
     */
    public void pause() {
        paused = true;
        signal("STOP");
    }

    /** Lets a paused process go on (SIGCONT). */
    public void resume() {
        signal("CONT");
        paused = false;
    }

    @Override
    public String toString() {
        return name() + " at " + address() + (isAlive() ? " (process " + pid() + ")" : " (down)");
    }

    private Process launch() throws IOException {
        Path temporary = Files.createDirectories(blueprint.home().resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(blueprint.jvmOptions());
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-cp", blueprint.classPath(), Tether.class.getName(), blueprint.mainClass()));
        command.addAll(blueprint.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(blueprint.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(ENVIRONMENT);
        return builder.start();
    }

    private void awaitReady(Process started, long begin) throws InterruptedException {
        String lastAnswer = "not ready";
        while (started.isAlive()) {
            try {
                if (blueprint.probe().isReady()) {
                    return;
                }
                lastAnswer = "not ready";
            } catch (IOException e) {
                lastAnswer = e.toString();
            }
            if (since(begin).compareTo(PATIENCE) > 0) {
                kill();
                throw failure("does not serve after %d s (%s)".formatted(PATIENCE.toSeconds(), lastAnswer));
            }
            Thread.sleep(BETWEEN_PROBES.toMillis());
        }
        throw failure("ended with exit code %d after %d ms"
                .formatted(started.exitValue(), since(begin).toMillis()));
    }

    private StartFailedException failure(String what) {
        return new StartFailedException(
                "%s at %s %s.%nThe end of %s:%n%s".formatted(name(), address(), what, log, LogTail.of(log)));
    }

    private void signal(String name) {
        try {
            // A shell has kill built in; the program of that name is missing in small containers.
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
