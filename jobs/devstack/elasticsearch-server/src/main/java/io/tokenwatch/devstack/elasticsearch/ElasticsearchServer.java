package io.tokenwatch.devstack.elasticsearch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.ClasspathNode;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.transport.netty4.Netty4Plugin;

/** One Elasticsearch node on loopback that serves until the process ends. */
public final class ElasticsearchServer {
    private static final String NAME = "devstack";

    private ElasticsearchServer() {}

    /** @param args the node's home directory, its HTTP port and its transport port */
    public static void main(String[] args) throws IOException, NodeValidationException, InterruptedException {
        Path home = Path.of(args[0]).toAbsolutePath();
        Path config = Files.createDirectories(home.resolve("config"));
        Settings settings = settings(home, args[1], args[2]);
        logToStandardOutput(settings);

        Node node =
                new ClasspathNode(new Environment(settings, config), List.of(Netty4Plugin.class, RootEndpoint.class));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close-node"));
        node.start();
        new CountDownLatch(1).await(); // all threads of a node are daemons: without this one the process would end here
    }

    private static Settings settings(Path home, String httpPort, String transportPort) {
        return Settings.builder()
                .put("cluster.name", NAME)
                .put("node.name", NAME)
                .put("path.home", home.toString())
                .put("path.data", home.resolve("data").toString())
                .put("path.logs", home.resolve("logs").toString())
                .put("discovery.type", "single-node")
                .put("http.host", "127.0.0.1")
                .put("http.port", httpPort)
                .put("transport.host", "127.0.0.1")
                .put("transport.port", transportPort)
                // A developer's disk is often fuller than the 85 % from which on no shard would be placed.
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
    }

    private static void logToStandardOutput(Settings settings) {
        LogConfigurator.setNodeName(NAME);
        LogConfigurator.configureESLogging();
        LogConfigurator.configureWithoutConfig(settings);
    }

    private static void close(Node node) {
        try {
            node.close();
            node.awaitClose(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the log shows it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
