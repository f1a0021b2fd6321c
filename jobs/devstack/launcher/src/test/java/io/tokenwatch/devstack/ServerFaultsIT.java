package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.junit.DevstackExtension;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server had survives its end, sudden or not, and it comes back where clients look for it. */
@ExtendWith(DevstackExtension.class)
class ServerFaultsIT {
    private final Devstack stack;

    ServerFaultsIT(Devstack stack) {
        this.stack = stack;
    }

    @AfterEach
    void leaveTheSharedStackWhole() {
        stack.servers().stream().filter(server -> !server.isAlive()).forEach(Server::start);
    }

    @Test
    void kafkaKeepsItsRecordsWhenKilled() throws Exception {
        Topic topic = Topic.create(stack.kafka(), "survives-kill");
        topic.send("before", 0);
        stack.kafkaServer().kill();
        report(stack.kafkaServer(), stack.kafkaServer().start());
        topic.send("after", 0);
        assertThat(topic.read(2)).containsExactly("before", "after");
    }

    @Test
    void elasticsearchKeepsItsDocumentsWhenKilled() throws Exception {
        String document = stack.elasticsearchUrl() + "/survives-kill/_create/1";
        assertThat(Rest.call("PUT", document, "{\"a\":1}").statusCode()).isEqualTo(201);
        stack.elasticsearchServer().kill();
        report(stack.elasticsearchServer(), stack.elasticsearchServer().start());
        assertThat(Rest.call("PUT", document, "{\"a\":2}").statusCode()).isEqualTo(409);
    }

    @Test
    void registryKeepsItsSchemasAndIdsWhenKilled() throws Exception {
        String subject = stack.registryUrl() + "/subjects/survives-kill-value/versions";
        String before =
                Rest.call("POST", subject, "{\"schema\": \"\\\"long\\\"\"}").body();
        stack.registryServer().kill();
        report(stack.registryServer(), stack.registryServer().start());
        String id = before.replaceAll("\\D", "");
        assertThat(Rest.get(stack.registryUrl() + "/schemas/ids/" + id).body()).contains("long");
        assertThat(Rest.call("POST", subject, "{\"schema\": \"\\\"string\\\"\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aStoppedServerRefusesConnectionsUntilItIsStartedAgain(int index) throws Exception {
        Server server = stack.servers().get(index);
        long firstProcess = server.pid();
        server.stop();
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);

        report(server, server.start());
        assertThat(server.pid()).isNotEqualTo(firstProcess);
        connect(server);
    }

    @Test
    void aPausedServerAnswersWhenItIsResumed() throws Exception {
        HttpProbe probe = HttpProbe.get(stack.elasticsearchUrl() + "/");
        stack.elasticsearchServer().pause();
        assertThatThrownBy(probe::isReady).isInstanceOf(SocketTimeoutException.class);
        stack.elasticsearchServer().resume();
        assertThat(probe.isReady()).isTrue();
    }

    @Test
    void aRunningServerIsNotStartedTwice() {
        assertThatThrownBy(stack.registryServer()::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("registry runs already");
    }

    private static void connect(Server server) throws Exception {
        String address = server.address();
        URI uri = URI.create(address.startsWith("http") ? address : "kafka://" + address);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    private static void report(Server server, Duration start) {
        System.out.printf("[devstack] %s started again in %d ms%n", server.name(), start.toMillis());
    }
}
