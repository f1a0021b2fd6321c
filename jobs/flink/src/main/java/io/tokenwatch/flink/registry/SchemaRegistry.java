package io.tokenwatch.flink.registry;

import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.remote.Complaints;
import io.tokenwatch.flink.remote.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * The genuine Confluent client, behind the one class that knows where it lives: Flink relocates it into an artifact on Central,
 * which Confluent's own are not. Whoever has Confluent's repository swaps the artifact and the imports here. Schemas leave this
 * class as text parsed by the Avro that the rest uses. Thread-safe.
 */
public final class SchemaRegistry implements WriterSchemas, AutoCloseable {
    private static final int CACHED_SCHEMAS = 1000;
    /** Bad records with the same unknown id ask once in that time. The client casts it to Long. */
    private static final Long UNKNOWN_ID_SECONDS = 30L;

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final RegistrySettings settings;
    private final CachedSchemaRegistryClient client;
    private final Complaints complaints;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

    /** @throws IllegalStateException if a secret that the settings name is missing */
    public SchemaRegistry(RegistrySettings settings) {
        this.settings = settings;
        complaints = new Complaints(settings.toString());
        client = new CachedSchemaRegistryClient(
                settings.urls(), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), configuration(settings));
    }

    private static Map<String, Object> configuration(RegistrySettings settings) {
        Map<String, Object> configuration = new HashMap<>(settings.options());
        configuration.put("missing.id.cache.ttl.sec", UNKNOWN_ID_SECONDS);
        configuration.put("http.connect.timeout.ms", TIMEOUT_MILLIS);
        configuration.put("http.read.timeout.ms", TIMEOUT_MILLIS);
        Secret userInfo = settings.userInfo();
        if (userInfo != null) {
            configuration.put("basic.auth.credentials.source", "USER_INFO");
            configuration.put("basic.auth.user.info", userInfo.read());
        }
        return configuration;
    }

    @Override
    public Schema byId(int id) throws UnknownSchemaId {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Schema found = lookUp(id);
        byId.put(id, found);
        return found;
    }

    private Schema lookUp(int id) throws UnknownSchemaId {
        try {
            ParsedSchema schema = patiently(() -> client.getSchemaById(id));
            // The raw schema has its references resolved, the canonical text has not.
            return new Schema.Parser().parse(String.valueOf(schema.rawSchema()));
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                throw new UnknownSchemaId(id, "unknown to the registry");
            }
            throw refusal(e);
        } catch (NotAvro | AvroRuntimeException e) {
            throw new UnknownSchemaId(id, "not an Avro schema");
        }
    }

    /**
     * The newest schema of the subject; empty if the registry has none.
     *
     * @throws RegistryUnavailable if it does not answer in time
     */
    public Optional<Schema> latest(String subject) {
        try {
            return Optional.of(new Schema.Parser()
                    .parse(patiently(() -> client.getLatestSchemaMetadata(subject))
                            .getSchema()));
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                return Optional.empty();
            }
            throw refusal(e);
        } catch (NotAvro | AvroRuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Registers the schema under the subject, where it is not there yet.
     *
     * @return its id
     * @throws SchemaRefused if the registry does not take it
     * @throws RegistryUnavailable if it does not answer in time
     */
    public int register(String subject, Schema schema) {
        try {
            return patiently(() -> client.register(subject, new AvroSchema(schema.toString())));
        } catch (RestClientException e) {
            if (e.getStatus() == 409 || e.getStatus() == 422) {
                throw new SchemaRefused(
                        "%s does not take the schema for %s: %s".formatted(settings, subject, e.getMessage()), e);
            }
            throw refusal(e);
        } catch (NotAvro e) {
            throw new SchemaRefused(settings + " takes no Avro schema for " + subject, e);
        }
    }

    /** Repeats a call that finds nobody at home, until the settings' patience ends. Answers that will not change come through. */
    private <T> T patiently(Call<T> call) throws RestClientException, NotAvro {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        for (int failures = 1; ; failures++) {
            Exception failure;
            try {
                T answer = call.run();
                complaints.succeeded();
                return answer;
            } catch (RestClientException e) {
                if (!isPassing(e.getStatus())) {
                    throw e;
                }
                failure = e;
            } catch (IOException e) {
                if (NotAvro.isMeantBy(e)) {
                    throw new NotAvro(e);
                }
                failure = e;
            }
            complaints.failed(failure.toString());
            if (System.nanoTime() >= deadline) {
                throw new RegistryUnavailable(
                        "%s did not answer for %d s"
                                .formatted(settings, settings.patience().toSeconds()),
                        failure);
            }
            pause(BACKOFF.millis(failures));
        }
    }

    private static boolean isPassing(int status) {
        return status >= 500 || status == 429 || status == 408;
    }

    private RegistryUnavailable refusal(RestClientException e) {
        return new RegistryUnavailable("%s refuses: HTTP %d".formatted(settings, e.getStatus()), e);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailable("interrupted while waiting for the Schema Registry", e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException, RestClientException;
    }

    /** The client has a schema and no parser for it, which it says like a broken connection, but in words. */
    private static final class NotAvro extends Exception {
        private NotAvro(IOException cause) {
            super(cause);
        }

        private static boolean isMeantBy(IOException e) {
            return String.valueOf(e.getMessage()).startsWith("Invalid schema");
        }
    }
}
