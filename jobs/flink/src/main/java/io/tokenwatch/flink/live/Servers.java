package io.tokenwatch.flink.live;

import io.tokenwatch.flink.elasticsearch.ElasticsearchAbsent;
import io.tokenwatch.flink.elasticsearch.IndexTemplates;
import io.tokenwatch.flink.elasticsearch.Rehearsal;
import io.tokenwatch.flink.registry.RegistryUnavailable;
import io.tokenwatch.flink.registry.SchemaRegistry;
import io.tokenwatch.flink.registry.UnknownSchemaId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sees to it that Kafka, the Schema Registry and Elasticsearch are there, and have what the job needs, before it starts. */
public final class Servers {
    private static final int ANSWER_SECONDS = 5;
    private static final String NO_ANSWER = "no answer within " + ANSWER_SECONDS + " s";
    /** Nobody has a schema under it: the answer that it is unknown shows that the registry serves. */
    private static final int NO_SCHEMA = Integer.MAX_VALUE;

    private final LiveSettings settings;

    private Servers(LiveSettings settings) {
        this.settings = settings;
    }

    /**
     * Waits for all three, makes the topics that the job writes where they are missing, and installs the index templates.
     *
     * @param say hears what is waited for
     * @throws ServerAbsent if one of them does not serve within the settings' patience
     * @throws io.tokenwatch.flink.elasticsearch.ElasticsearchUnusable if Elasticsearch refuses the templates
     */
    public static void await(LiveSettings settings, Consumer<String> say) {
        Servers servers = new Servers(settings);
        Waiting waiting = new Waiting(settings.pace().patience(), say);
        waiting.until("Kafka at " + settings.source().bootstrap(), servers::kafka);
        waiting.until(settings.registry().toString(), servers::registry);
        waiting.until(settings.elasticsearch().toString(), servers::elasticsearch);
        Rehearsal.run(settings.elasticsearch());
    }

    private @Nullable String kafka() {
        Map<String, Object> options = new HashMap<>(settings.source().options());
        options.put("bootstrap.servers", settings.source().bootstrap());
        options.put("request.timeout.ms", ANSWER_SECONDS * 1000);
        options.put("default.api.timeout.ms", ANSWER_SECONDS * 1000);
        try (Admin admin = Admin.create(options)) {
            Set<String> there = admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            List<String> written = new ArrayList<>(
                    settings.deliveries().topics(settings.source().bootstrap()));
            written.add(settings.deadLetters().topic());
            written.removeAll(there);
            admin.createTopics(written.stream()
                            .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                            .toList())
                    .all()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            int partitions = settings.packs().ensure(admin, ANSWER_SECONDS);
            if (partitions != 1) {
                return settings.packs() + " has " + partitions
                        + " partitions: packs need one order, so make it with one";
            }
            List<String> missing = new ArrayList<>(settings.source().topics());
            missing.removeAll(there);
            return missing.isEmpty() ? null : "there is no topic " + String.join(", ", missing);
        } catch (TimeoutException e) {
            return NO_ANSWER;
        } catch (ExecutionException | KafkaException e) {
            // Kafka's client waits as long as this does: either may be the first to give up.
            return e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException ? NO_ANSWER : cause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private @Nullable String registry() {
        try (SchemaRegistry registry = new SchemaRegistry(settings.registry().waiting(Duration.ZERO))) {
            registry.byId(NO_SCHEMA);
            return null;
        } catch (UnknownSchemaId e) {
            return null;
        } catch (RegistryUnavailable e) {
            return cause(e);
        }
    }

    private static String cause(Exception e) {
        return String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
    }

    private @Nullable String elasticsearch() {
        try {
            IndexTemplates.install(settings.elasticsearch(), Duration.ZERO);
            return null;
        } catch (ElasticsearchAbsent e) {
            return "no answer that would do";
        }
    }
}
