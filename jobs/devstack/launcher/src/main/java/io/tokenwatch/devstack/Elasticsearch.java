package io.tokenwatch.devstack;

import java.nio.file.Path;
import java.util.List;

/** One Elasticsearch node without security, scripts or ILM: the published part of the server. */
final class Elasticsearch {
    private Elasticsearch() {}

    static Blueprint blueprint(Installation installation, Path home, PortBlock ports) {
        int port = ports.next();
        String url = "http://" + Loopback.HOST + ":" + port;
        return new Blueprint(
                "elasticsearch",
                url,
                home,
                List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                installation.classPath("elasticsearch-server"),
                "io.tokenwatch.devstack.elasticsearch.ElasticsearchServer",
                List.of(home.toString(), Integer.toString(port), Integer.toString(ports.next())),
                HttpProbe.get(url + "/_cluster/health?wait_for_status=yellow&timeout=1s"));
    }
}
