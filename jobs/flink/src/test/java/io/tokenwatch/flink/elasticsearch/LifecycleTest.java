package io.tokenwatch.flink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a cluster with lifecycle management is asked for: such a one cannot be had for tests. One without is in IndexTemplatesIT. */
class LifecycleTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private HttpServer cluster;
    private RestClient client;

    @BeforeEach
    void listen() throws IOException {
        cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            asked.add(
                    request + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8).replaceAll("\\s+", ""));
            byte[] body = "{}".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answers.getOrDefault(request, 200), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        cluster.start();
        client = RestClient.builder(new HttpHost(
                        InetAddress.getLoopbackAddress(), cluster.getAddress().getPort(), "http"))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        cluster.stop(0);
    }

    @Test
    void aPolicyIsMadeAndTheIndicesAreToldOfIt() throws IOException {
        answers.put("GET /_ilm/policy/tokenwatch", 404);
        assertThat(Lifecycle.install(client)).isTrue();
        assertThat(asked).hasSize(4);
        assertThat(asked.get(2))
                .startsWith("PUT /_ilm/policy/tokenwatch ")
                .contains("\"delete\":{\"min_age\":\"400d\"");
        assertThat(asked.get(3))
                .startsWith("PUT /_component_template/tokenwatch@lifecycle ")
                .contains("\"lifecycle\":{\"name\":\"tokenwatch\"}");
    }

    @Test
    void aPolicyThatIsThereIsTheOperators() throws IOException {
        assertThat(Lifecycle.install(client)).isTrue();
        assertThat(asked).noneMatch(request -> request.startsWith("PUT /_ilm"));
    }

    @Test
    void aClusterWithoutItIsLeftAlone() throws IOException {
        answers.put("GET /_ilm/status", 410);
        assertThat(Lifecycle.install(client)).isFalse();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoMayNotManageItGoesOnWithout() throws IOException {
        answers.put("GET /_ilm/policy/tokenwatch", 403);
        assertThat(Lifecycle.install(client)).isFalse();
        assertThat(asked).hasSize(2);
    }
}
