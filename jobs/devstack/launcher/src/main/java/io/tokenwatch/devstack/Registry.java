package io.tokenwatch.devstack;

import java.nio.file.Path;
import java.util.List;

/**
 * Apicurio, which speaks Confluent's Schema Registry API below {@code /apis/ccompat/v7}. It keeps its schemas and their ids in
<<<<<<< HEAD
 * an H2 file, where its default would forget both at each restart and then give the same ids to other schemas. Each commit is
 * written at once (H2 would wait for half a second), so that not even a kill takes back an id that was given.
=======
 * an H2 file, where its default would forget both at each restart and then give the same ids to other schemas.
>>>>>>> adapters
 */
final class Registry {
    /** A reader must cope with all earlier writers, since a topic keeps the records of all of them. The server's default is NONE. */
    private static final String COMPATIBILITY = "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}";

    private Registry() {}

    static Blueprint blueprint(Installation installation, Path home, PortBlock ports) {
        int port = ports.next();
<<<<<<< HEAD
        String url = "http://" + Loopback.HOST + ":" + port + "/apis/ccompat/v7";
=======
        String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
>>>>>>> adapters
        return new Blueprint(
                "registry",
                url,
                home,
                List.of(
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
<<<<<<< HEAD
                        "-Dquarkus.http.host=" + Loopback.HOST,
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + home.resolve("schemas") + ";WRITE_DELAY=0",
=======
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.datasource.jdbc.url=jdbc:h2:file:" + home.resolve("schemas"),
>>>>>>> adapters
                        "-Dquarkus.datasource.jdbc.initial-size=1",
                        "-Dquarkus.datasource.jdbc.min-size=1"),
                installation.registryClassPath(),
                "io.quarkus.runner.GeneratedMain",
                List.of(),
                HttpProbe.put(url + "/config", COMPATIBILITY));
    }
}
