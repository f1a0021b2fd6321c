package io.tokenwatch.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A real Kafka broker, Schema Registry and Elasticsearch, each in a process of its own, reachable from this machine only.
 *
 * <p>Nothing is left behind: the servers stop when the stack is closed, when this JVM ends (Ctrl-C too), and by themselves
 * within some seconds when it is killed.
 */
public final class Devstack implements AutoCloseable {
    private final PortBlock ports;
    private final Server kafka;
    private final Server registry;
    private final Server elasticsearch;
    private final AtExit atExit = new AtExit(this::stopServers, "devstack-stop");

    private Devstack(Path directory, PortBlock ports) throws IOException {
        Installation installation = Installation.find();
        Path logs = Files.createDirectories(directory.resolve("logs"));
        this.ports = ports;
        kafka = new Server(Kafka.blueprint(installation, home(directory, "kafka"), ports), logs.resolve("kafka.log"));
        registry = new Server(
                Registry.blueprint(installation, home(directory, "registry"), ports), logs.resolve("registry.log"));
        elasticsearch = new Server(
                Elasticsearch.blueprint(installation, home(directory, "elasticsearch"), ports),
                logs.resolve("elasticsearch.log"));
    }

    /**
     * Starts the three servers side by side and returns when all serve: after about 5 s on an idle machine with two cores.
     *
     * @param directory where data and logs go; made if absent. With the directory of an earlier stack its data are there again,
     *     on other ports.
     * @param progress hears one line for each server that is ready
     * @throws StartFailedException if the servers are not built, or one of them does not serve within 120 s; none runs then
     */
    public static Devstack start(Path directory, Consumer<String> progress) {
        PortBlock ports = PortBlock.reserve();
        Devstack stack;
        try {
            stack = new Devstack(directory.toAbsolutePath(), ports);
        } catch (IOException e) {
            ports.close();
            throw new StartFailedException("Cannot write to " + directory, e);
        } catch (StartFailedException e) {
            ports.close();
            throw e;
        }
        stack.atExit.register();
        stack.startServers(progress);
        return stack;
    }

    /** The broker's host and port, as {@code bootstrap.servers} wants it. */
    public String kafka() {
        return kafka.address();
    }

    /** The base URL of the Schema Registry, as {@code schema.registry.url} wants it. Global compatibility: BACKWARD_TRANSITIVE. */
    public String registryUrl() {
        return registry.address();
    }

    /** The base URL of Elasticsearch. */
    public String elasticsearchUrl() {
        return elasticsearch.address();
    }

    /** The broker, for tests of faults. Who stops a server of a shared stack starts it again. */
    public Server kafkaServer() {
        return kafka;
    }

    /** The Schema Registry, for tests of faults. */
    public Server registryServer() {
        return registry;
    }

    /** Elasticsearch, for tests of faults. */
    public Server elasticsearchServer() {
        return elasticsearch;
    }

    /** All three. */
    public List<Server> servers() {
        return List.of(kafka, registry, elasticsearch);
    }

    /** Stops the servers side by side, within 15 s. Data and logs stay. Closing again does nothing. */
    @Override
    public void close() {
        stopServers();
        ports.close();
        atExit.forget();
    }

    private void startServers(Consumer<String> progress) {
        ExecutorService pool = Executors.newFixedThreadPool(servers().size());
        try {
            CompletionService<Boolean> starts = new ExecutorCompletionService<>(pool);
            servers().forEach(server -> starts.submit(() -> announce(server, progress), true));
            for (int ready = 0; ready < servers().size(); ready++) {
                starts.take().get(); // in the order of completion: the first failure comes before those that it causes
            }
        } catch (ExecutionException e) {
            pool.shutdownNow();
            close();
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new StartFailedException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            pool.shutdownNow();
            close();
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while the servers were starting", e);
        } finally {
            pool.shutdown();
        }
    }

    private static void announce(Server server, Consumer<String> progress) {
        long millis = server.start().toMillis();
        synchronized (progress) {
            progress.accept("%s ready after %.1f s at %s (process %d, log %s)"
                    .formatted(server.name(), millis / 1000.0, server.address(), server.pid(), server.log()));
        }
    }

    private void stopServers() {
        servers().forEach(Server::requestStop); // so that they shut down side by side
        servers().forEach(Server::stop);
    }

    private static Path home(Path directory, String server) throws IOException {
        return Files.createDirectories(directory.resolve(server));
    }
}
