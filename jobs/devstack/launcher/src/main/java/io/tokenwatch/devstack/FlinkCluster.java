package io.tokenwatch.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real Flink session cluster: a JobManager, and TaskManagers of one slot each, every one in a process of its own, with nothing of
 * Tokenwatch on their class path. Reachable from this machine only; leaves nothing behind, as {@link Devstack} does.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final List<String> OPENS = Stream.of(
                    "lang",
                    "lang.invoke",
                    "lang.reflect",
                    "net",
                    "io",
                    "nio",
                    "text",
                    "time",
                    "util",
                    "util.concurrent",
                    "util.concurrent.atomic",
                    "util.concurrent.locks")
            .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
            .toList();

    private final PortBlock ports = PortBlock.reserve();
    private final Path directory;
    private final String classPath;
    private final List<Server> servers = new ArrayList<>();
    private final int rest;
    private final AtExit atExit = new AtExit(this::stopServers, "flink-stop");

    private FlinkCluster(Path directory) {
        this.directory = directory;
        this.classPath = Installation.find().classPath("flink-server");
        this.rest = ports.next();
    }

    /**
     * Starts it.
     *
     * @param directory where logs and temporary files go
     * @param settings of Flink's {@code config.yaml}, besides what it takes to run here
     * @throws StartFailedException if it is not built, or a process does not serve within 120 s
     */
    public static FlinkCluster start(Path directory, int taskManagers, Map<String, String> settings) {
        FlinkCluster cluster = new FlinkCluster(directory.toAbsolutePath());
        cluster.atExit.register();
        try {
            cluster.start(taskManagers, settings);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw new StartFailedException("Cannot write to " + directory, e);
        } catch (StartFailedException e) {
            cluster.close();
            throw e;
        }
    }

    /** The folder with the plugins that its processes have: that of an object store by S3. */
    public static Path plugins() {
        return Installation.find().plugins("flink-server");
    }

    private void start(int taskManagers, Map<String, String> settings) throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + ": " + value));
        String rpc = Integer.toString(ports.next());
        for (String line : List.of(
                "jobmanager.rpc.address: 127.0.0.1",
                "jobmanager.rpc.port: " + rpc,
                "jobmanager.bind-host: 127.0.0.1",
                "taskmanager.host: 127.0.0.1",
                "taskmanager.bind-host: 127.0.0.1",
                "rest.address: 127.0.0.1",
                "rest.bind-address: 127.0.0.1",
                "rest.port: " + rest,
                "blob.server.port: " + ports.next(),
                "taskmanager.numberOfTaskSlots: 1",
                "taskmanager.cpu.cores: 1",
                "taskmanager.memory.task.heap.size: 256m",
                "taskmanager.memory.task.off-heap.size: 0m",
                "taskmanager.memory.framework.heap.size: 128m",
                "taskmanager.memory.framework.off-heap.size: 128m",
                "taskmanager.memory.jvm-metaspace.size: 256m",
                "taskmanager.memory.jvm-overhead.min: 128m",
                "taskmanager.memory.jvm-overhead.max: 128m",
                "taskmanager.memory.managed.size: 128m",
                "taskmanager.memory.network.min: 32m",
                "taskmanager.memory.network.max: 32m",
                "jobmanager.execution.failover-strategy: region")) {
            lines.add(line);
        }
        server(
                "jobmanager",
                lines,
                "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                HttpProbe.get(address("/overview")));
        for (int i = 1; i <= taskManagers; i++) {
            int expected = i;
            server(
                    "taskmanager-" + i,
                    lines,
                    "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                    HttpProbe.get(address("/overview"), "\"taskmanagers\":" + expected));
        }
    }

    private void server(String name, List<String> settings, String mainClass, Probe probe) throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Path logs = Files.createDirectories(directory.resolve("logs"));
        List<String> own = new ArrayList<>(settings);
        own.add("io.tmp.dirs: " + Files.createDirectories(home.resolve("tmp")));
        Files.write(Files.createDirectories(home.resolve("conf")).resolve("config.yaml"), own);
        Path plugins = home.resolve("plugins"); // where Flink looks, from the folder in which it is started
        if (!Files.exists(plugins)) {
            Files.createSymbolicLink(plugins, plugins());
        }
        List<String> options = new ArrayList<>(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        options.addAll(OPENS);
        Server server = new Server(
                new Blueprint(
                        name,
                        "127.0.0.1:" + rest,
                        home,
                        options,
                        classPath,
                        mainClass,
                        List.of("--configDir", home.resolve("conf").toString()),
                        probe),
                logs.resolve(name + ".log"));
        servers.add(server);
        server.start();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + rest + path;
    }

    /** Host and port of its REST interface. */
    public String address() {
        return "127.0.0.1:" + rest;
    }

    /** The JobManager, then the TaskManagers. */
    public List<Server> servers() {
        return List.copyOf(servers);
    }

    private void stopServers() {
        servers.forEach(Server::requestStop);
        servers.forEach(Server::stop);
    }

    @Override
    public void close() {
        stopServers();
        ports.close();
        atExit.forget();
    }
}
