package io.tokenwatch.flink.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.source.Shipped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DevstackExtension.class)
class SchemaRegistryIT {
    private final String subject = "it-" + UUID.randomUUID() + "-value";
    private final Devstack stack;
    private final RegistrySettings settings;

    SchemaRegistryIT(Devstack stack) {
        this.stack = stack;
        settings = RegistrySettings.at(stack.registryUrl());
    }

    @Test
    void whatOneRegistersAnotherFindsWithItsProperties() throws UnknownSchemaId {
        Schema schema = Shipped.schema("token.issuance");
        try (SchemaRegistry writer = new SchemaRegistry(settings);
                SchemaRegistry reader = new SchemaRegistry(settings)) {
            int id = writer.register(subject, schema);
            assertThat(writer.register(subject, schema)).as("registering again").isEqualTo(id);
            Schema found = reader.byId(id);
            assertThat(found).as("the property tokenwatch.field included").isEqualTo(schema);
            assertThat(reader.byId(id)).isSameAs(found);
        }
    }

    @Test
    void anUnknownIdIsSaidAtOnce() {
        try (SchemaRegistry registry = new SchemaRegistry(settings)) {
            for (int round = 0; round < 2; round++) {
                assertThatThrownBy(() -> registry.byId(123_456_789))
                        .isInstanceOf(UnknownSchemaId.class)
                        .hasMessageContaining("123456789");
            }
        }
    }

    @Test
    void aSchemaThatIsNotAvroIsAsGoodAsUnknown() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(stack.registryUrl() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"schemaType\":\"JSON\",\"schema\":\"{\\\"$schema\\\":\\\"http://json-schema.org/draft-07/schema#\\\",\\\"type\\\":\\\"object\\\"}\"}"))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        try (SchemaRegistry registry = new SchemaRegistry(settings)) {
            assertThatThrownBy(() -> registry.byId(Integer.parseInt(id.group(1))))
                    .isInstanceOf(UnknownSchemaId.class)
                    .hasMessageContaining("not an Avro schema");
        }
    }

    @Test
    void aBreakingSchemaIsRefused() {
        try (SchemaRegistry registry = new SchemaRegistry(settings)) {
            registry.register(subject, record("{\"name\":\"a\",\"type\":\"string\"}"));
            assertThatThrownBy(() -> registry.register(subject, record("{\"name\":\"b\",\"type\":\"string\"}")))
                    .isInstanceOf(SchemaRefused.class)
                    .hasMessageContaining(subject);
        }
    }

    private static Schema record(String field) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + field + "]}");
    }

    @Test
    void waitsForARegistryThatIsDownAndGivesUpInTheEnd() throws Exception {
        try (SchemaRegistry writer = new SchemaRegistry(settings);
                SchemaRegistry reader = new SchemaRegistry(settings);
                SchemaRegistry hasty = new SchemaRegistry(settings.waiting(Duration.ofSeconds(1)))) {
            int id = writer.register(subject, record("{\"name\":\"a\",\"type\":\"string\"}"));
            SchemaRegistry known = writer;
            known.byId(id);
            stack.registryServer().stop();
            CompletableFuture<Schema> patient;
            try {
                patient = CompletableFuture.supplyAsync(() -> {
                    try {
                        return reader.byId(id);
                    } catch (UnknownSchemaId e) {
                        throw new AssertionError(e);
                    }
                });
                assertThatThrownBy(() -> hasty.byId(id))
                        .isInstanceOf(RegistryUnavailable.class)
                        .hasMessageContaining("did not answer for 1 s");
                assertThat(patient).isNotDone();
                assertThat(known.byId(id)).as("known schemas need no registry").isNotNull();
            } finally {
                stack.registryServer().start();
            }
            assertThat(patient.get(30, TimeUnit.SECONDS).getName()).isEqualTo("R");
        }
    }
}
