package io.tokenwatch.devstack;

import java.nio.file.Path;
import java.util.List;

/**
 * Apicurio, which speaks Confluent's Schema Registry API below {@code /apis/ccompat/v7}. It keeps its schemas and their ids in
 * an H2 file, where its default would forget both at each restart and then give the same ids to other schemas. Each commit is
 * written at once (H2 would wait for half a second), so that not even a kill takes back an id that was given.
 */
final class Registry {
    /** A reader must cope with all earlier writers, since a topic keeps the records of all of them. The server's default is NONE. */
    private static final String COMPATIBILITY = "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}";

    private Registry() {}

    static Blueprint blueprint(Installation installation, Path home, PortBlock ports) {
        int port = ports.next();
        String url = "http://" + Loopback.HOST + ":" + port + "/apis/ccompat/v7";
        return new Blueprint(
                "registry",
                url,
                home,
                List.of(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=" + Loopback.HOST,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + home.resolve("schemas") + ";WRITE_DELAY=0",
                        "-Dquarkus.datasource.jdbc.initial-size=1",
                        // A busy machine may need more than the default of 5 s for the first connection.
                        "-Dquarkus.datasource.jdbc.acquisition-timeout=60S",
                        "-Dquarkus.datasource.jdbc.min-size=1"),
                installation.registryClassPath(),
                "io.quarkus.runner.GeneratedMain",
                List.of(),
                HttpProbe.put(url + "/config", COMPATIBILITY));
    }
}
