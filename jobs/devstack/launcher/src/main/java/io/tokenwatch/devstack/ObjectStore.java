package io.tokenwatch.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An object store that speaks S3 (S3Proxy over a folder), in a process of its own, reachable from this machine only. */
public final class ObjectStore implements AutoCloseable {
    private static final String IDENTITY = "tokenwatch";
    private static final String CREDENTIAL = "loopback-only";

    private final PortBlock ports = PortBlock.reserve();
    private final Path buckets;
    private final Server server;
    private final AtExit atExit;

    private ObjectStore(Path directory) throws IOException {
        int port = ports.next();
        Path home = Files.createDirectories(directory.resolve("s3"));
        buckets = Files.createDirectories(home.resolve("buckets"));
        Path properties = Files.writeString(home.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """.formatted(
                        port, IDENTITY, CREDENTIAL, buckets.toString().replace('\\', '/')));
        String url = "http://127.0.0.1:" + port;
        server = new Server(
                new Blueprint(
                        "s3",
                        url,
                        home,
                        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        Installation.find().classPath("s3-server"),
                        "org.gaul.s3proxy.Main",
                        List.of("--properties", properties.toString()),
                        () -> listens(port)),
                Files.createDirectories(directory.resolve("logs")).resolve("s3.log"));
        atExit = new AtExit(server::stop, "s3-stop");
    }

    private static boolean listens(int port) throws IOException {
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(Loopback.at(port), 1_000);
            return true;
        }
    }

    /**
     * Starts it.
     *
     * @param directory where data and logs go
     * @throws StartFailedException if it is not built, or does not serve within 120 s
     */
    public static ObjectStore start(Path directory) {
        try {
            ObjectStore store = new ObjectStore(directory.toAbsolutePath());
            store.atExit.register();
            store.server.start();
            return store;
        } catch (IOException e) {
            throw new StartFailedException("Cannot write to " + directory, e);
        }
    }

    /** Makes a bucket; the files in that folder are its objects, and those put there are. */
    public Path bucket(String name) throws IOException {
        return Files.createDirectories(buckets.resolve(name));
    }

    /** What Flink must be told to reach it. */
    public Map<String, String> settings() {
        return Map.of(
                "s3.endpoint",
                server.address(),
                "s3.path.style.access",
                "true",
                "s3.access-key",
                IDENTITY,
                "s3.secret-key",
                CREDENTIAL,
                "s3.directory.marker.retention",
                "keep",
                "s3.change.detection.version.required",
                "false"); // what was put into the folder by hand has no ETag
    }

    @Override
    public void close() {
        server.stop();
        ports.close();
        atExit.forget();
    }
}
