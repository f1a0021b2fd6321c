package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.junit.DevstackExtension;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each server speaks its real protocol. */
@ExtendWith(DevstackExtension.class)
class DevstackIT {
    private static final String WITH_INT = """
            {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"A\\",\\"fields\\":[{\\"name\\":\\"x\\",\\"type\\":\\"int\\"}]}"}""";
    private static final String WITH_STRING = WITH_INT.replace("int", "string");

    private final Devstack stack;

    DevstackIT(Devstack stack) {
        this.stack = stack;
    }

    @Test
    void elasticsearchCreatesADocumentOnce() throws Exception {
        String document = stack.elasticsearchUrl() + "/created-once/_create/1";
        assertThat(Rest.call("PUT", document, "{\"a\":1}").statusCode()).isEqualTo(201);
        assertThat(Rest.call("PUT", document, "{\"a\":2}").statusCode()).isEqualTo(409);
        assertThat(Rest.get(stack.elasticsearchUrl() + "/created-once/_doc/1").body())
                .contains("\"_source\":{\"a\":1}");
    }

    @Test
    void elasticsearchTellsItsVersionAsClientsAskForIt() throws Exception {
        HttpResponse<String> root = Rest.get(stack.elasticsearchUrl() + "/");
        assertThat(root.body()).contains("\"number\":\"8.").contains("You Know, for Search");
        assertThat(root.headers().firstValue("X-elastic-product")).hasValue("Elasticsearch");
    }

    @Test
    void registryReturnsWhatWasRegistered() throws Exception {
        HttpResponse<String> registered = register("returned-value", WITH_INT);
        assertThat(registered.statusCode()).isEqualTo(200);
        String id = registered.body().replaceAll("\\D", "");
        assertThat(Rest.get(stack.registryUrl() + "/schemas/ids/" + id).body())
                .contains("\\\"name\\\":\\\"x\\\",\\\"type\\\":\\\"int\\\"");
    }

    @Test
    void registryRefusesAnIncompatibleSchema() throws Exception {
        assertThat(register("refused-value", WITH_INT).statusCode()).isEqualTo(200);
        assertThat(register("refused-value", WITH_STRING).statusCode()).isEqualTo(409);
    }

    @Test
    void kafkaKeepsHistory() throws Exception {
        Topic topic = Topic.create(stack.kafka(), "history");
        topic.send("half a year ago", Instant.now().minus(Duration.ofDays(180)).toEpochMilli());
        topic.send("now", Instant.now().toEpochMilli());
        assertThat(topic.read(2)).containsExactly("half a year ago", "now");
    }

    @Test
    void kafkaCreatesNoTopicByItself() {
        Topic absent = new Topic(stack.kafka(), "absent");
        assertThatThrownBy(() -> absent.send("lost", 0))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("absent");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // which tells the listeners of a process in /proc
    void allListenOnLoopbackOnly() throws Exception {
        for (Server server : stack.servers()) {
            assertThat(Listeners.of(server.pid()))
                    .as(server.name())
                    .isNotEmpty()
                    .allMatch(Listeners::isLoopback);
        }
    }

    private HttpResponse<String> register(String subject, String schema) throws Exception {
        return Rest.call("POST", stack.registryUrl() + "/subjects/" + subject + "/versions", schema);
    }
}
