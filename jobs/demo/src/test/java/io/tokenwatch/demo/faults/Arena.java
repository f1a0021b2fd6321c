package io.tokenwatch.demo.faults;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.flink.registry.RegistrySettings;
import io.tokenwatch.flink.registry.SchemaRegistry;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics, tenants and settings for one test alone, on servers that others use too. */
public final class Arena implements RoughInput.Formats, AutoCloseable {
    public static final int PARTITIONS = 4;

    public final Path folder;
    public final String name;
    /** What must become a dead letter: {@code reason: topic-partition@offset}. */
    public final Set<String> expectedDead = new ConcurrentSkipListSet<>();

    private final Devstack stack;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    public Arena(Devstack stack, String name, Path folder) throws Exception {
        this.stack = stack;
        this.name = name;
        this.folder = folder;
        admin = Admin.create(Map.of("bootstrap.servers", stack.kafka()));
        admin.createTopics(Stream.concat(topics().stream(), Stream.of(deadLetters()))
                        .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                        .toList())
                .all()
                .get();
        try (SchemaRegistry registry = new SchemaRegistry(RegistrySettings.at(stack.registryUrl()))) {
            for (String topic : LiveSettingsFile.TOPICS) {
                schemas.put(topic, read(topic));
                ids.put(topic, registry.register(topic + "-" + name + "-value", schema(topic)));
            }
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static Schema read(String topic) {
        try (InputStream in = Arena.class.getResourceAsStream("/avro/" + topic + ".avsc")) {
            return new Schema.Parser().parse(Objects.requireNonNull(in, topic));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int id(String topic) {
        return Objects.requireNonNull(ids.get(topic));
    }

    @Override
    public Schema schema(String topic) {
        return Objects.requireNonNull(schemas.get(topic));
    }

    private List<String> topics() {
        return LiveSettingsFile.TOPICS.stream().map(this::topic).toList();
    }

    private String topic(String canonical) {
        return canonical + "-" + name;
    }

    /** The topic of the rule packs. */
    public String packs() {
        return "packs-" + name;
    }

    private String deadLetters() {
        return "dead-" + name;
    }

    /** The settings of the job, a checkpoint every 500 ms. */
    public Path config() throws IOException {
        Path keys = folder.resolve("keys");
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(keys, "k1 always " + "0f".repeat(32));
        return Files.writeString(folder.resolve("run.yml"), """
                kafka: {bootstrap: "%s", topics: [%s], group: %s, dead-letters: %s, rule-packs: %s}
                registry: {url: "%s"}
                elasticsearch: {url: "%s"}
                token-keys: keys
                rules: "%s"
                state: state
                checkpoint-every: 500ms
                """.formatted(
                        stack.kafka(),
                        String.join(", ", topics()),
                        name,
                        deadLetters(),
                        packs(),
                        stack.registryUrl(),
                        stack.elasticsearchUrl(),
                        rules().toString()));
    }

    public static Path rules() {
        Path module = Path.of("").toAbsolutePath();
        return module.resolve("../../rules").normalize();
    }

    /** The rules without one of them, with another shape of one and another suppression of all others. */
    public static RuleFiles otherRules() {
        TreeMap<String, String> texts = new TreeMap<>(RuleFiles.load(rules()).texts());
        texts.keySet().removeIf(name -> name.contains("token-use-after-revocation"));
        texts.replaceAll((name, text) -> text.replaceAll("(?m)^(suppress: .*for: )[0-9]+[smhd]", "$15s")
                .replace("gap: {gt: 30s}", "gap: {gt: 31s}"));
        return new RuleFiles(texts);
    }

    /** Sends a part of the input, and waits until the broker has it all. */
    public void send(List<RoughInput.Item> items) throws Exception {
        List<Runnable> checks = new ArrayList<>();
        for (RoughInput.Item item : items) {
            var sent = producer.send(new ProducerRecord<>(topic(item.topic()), item.partition(), null, item.value()));
            checks.add(() -> {
                try {
                    var place = sent.get();
                    if (item.dead() != null) {
                        expectedDead.add("%s: %s-%d@%d"
                                .formatted(item.dead(), place.topic(), place.partition(), place.offset()));
                    }
                } catch (Exception e) {
                    throw new AssertionError("not sent", e);
                }
            });
        }
        checks.forEach(Runnable::run);
    }

    /** Records that the group's last complete checkpoint has behind it. */
    public long judged() throws Exception {
        return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    /** Reason and place of each dead letter, a repetition counted once. */
    Set<String> dead() {
        List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(deadLetters(), partition))
                .toList();
        Set<String> letters = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafka()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> letters.add(message(record.value())));
            }
        }
        return letters;
    }

    private static String message(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return text.replaceFirst("(?s)^\\{\"@timestamp\":\"[^\"]*\",\"message\":\"([^\"]*)\".*", "$1");
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
