package io.tokenwatch.flink.pack;

import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.PackReader;
import io.tokenwatch.pack.Published;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.PackLog.Tenure;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes packs to a topic, and reads there what was published. */
public final class PackPublisher {
    private static final int ANSWER_SECONDS = 10;
    private static final String ENOUGH = Integer.toString(PackReader.LARGEST + (1 << 16));

    private final PackTopic topic;

    public PackPublisher(PackTopic topic) {
        this.topic = topic;
    }

    /**
     * What has become of it.
     *
     * @param effectiveFrom since when, or from when on, the pack is in force; ms since the epoch
     * @param already whether it was published before, so that there was nothing to do
     */
    public record Outcome(long effectiveFrom, boolean already) {}

    /**
     * One pack of the topic.
     *
     * @param inForce whether it is, at the time of reading
     */
    public record Entry(PackRecord record, Verdict verdict, boolean inForce) {}

    /**
     * Publishes a pack, unless it will be in force at that time anyway.
     *
     * @param effectiveFrom from the time of publishing to that from which the pack is in force, both ms since the epoch
     * @param dryRun everything but the publishing itself
     * @throws FaultyFileException if a rule is broken, or the time is less than 2 s ahead; nothing was published
     * @throws IOException if the broker does not answer, or refuses
     */
    public Outcome publish(Pack pack, LongUnaryOperator effectiveFrom, boolean dryRun) throws IOException {
        pack.compile();
        PackLog log = PackLog.of(RulePack.of(List.of()));
        if (reach(!dryRun)) {
            PackHistory history = new PackHistory(RulePack.of(List.of()));
            records().forEach(record -> history.offer(record.json(), record.appended()));
            log = history.log();
        }
        long now = System.currentTimeMillis();
        Published published = new Published(pack, effectiveFrom.applyAsLong(now), now);
        Tenure then = log.at(published.effectiveFrom());
        if (then.from() > Long.MIN_VALUE && then.pack().hash().equals(pack.hash())) {
            return new Outcome(then.from(), true);
        }
        if (!published.timing(0).isEmpty()) {
            throw new FaultyFileException(published.timing(0));
        }
        byte[] json = PackJson.of(published);
        if (json.length > PackReader.LARGEST) {
            throw new IOException("the pack has " + json.length + " bytes, more than " + PackReader.LARGEST);
        }
        if (!dryRun) {
            long appended = send(pack.hash(), json).timestamp();
            if (!published.timing(appended).isEmpty()) {
                throw new FaultyFileException(published.timing(appended));
            }
        }
        return new Outcome(published.effectiveFrom(), false);
    }

    /**
     * Every pack of the topic, in its order, with what becomes of it.
     *
     * @throws IOException if the broker does not answer, or there is no such topic
     */
    public List<Entry> entries() throws IOException {
        if (!reach(false)) {
            throw new IOException("there is no " + topic);
        }
        PackHistory history = new PackHistory(RulePack.of(List.of()));
        List<PackRecord> records = records();
        List<Verdict> verdicts = new ArrayList<>();
        records.forEach(record -> verdicts.add(history.offer(record.json(), record.appended())));
        Tenure current = history.log().at(System.currentTimeMillis());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Verdict verdict = verdicts.get(i);
            boolean inForce = verdict.fresh()
                    && verdict.effectiveFrom() == current.from()
                    && verdict.hash().equals(current.pack().hash());
            entries.add(new Entry(records.get(i), verdict, inForce));
        }
        return entries;
    }

    private List<PackRecord> records() {
        try (PackFeed.Reader reader = topic.open()) {
            return reader.toEnd();
        }
    }

    /** Whether the topic is there. */
    private boolean reach(boolean create) throws IOException {
        try (Admin admin = Admin.create(options(Map.of(
                "request.timeout.ms", ANSWER_SECONDS * 1000, "default.api.timeout.ms", ANSWER_SECONDS * 1000)))) {
            if (create) {
                int partitions = topic.ensure(admin, ANSWER_SECONDS);
                if (partitions != 1) {
                    throw new IOException(topic + " has " + partitions + " partitions: packs need one order");
                }
                return true;
            }
            return admin.listTopics()
                    .names()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .contains(topic.topic());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private RecordMetadata send(String hash, byte[] json) throws IOException {
        Map<String, Object> settings = options(Map.of(
                "acks",
                "all",
                "compression.type",
                "gzip", // so that a broker's limit of 1 MB is for some 5 MB of rules
                "max.request.size",
                ENOUGH,
                "delivery.timeout.ms",
                ANSWER_SECONDS * 1000,
                "request.timeout.ms",
                ANSWER_SECONDS * 500,
                "max.block.ms",
                ANSWER_SECONDS * 1000));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] key = hash.getBytes(StandardCharsets.UTF_8);
            return producer.send(new ProducerRecord<>(topic.topic(), 0, key, json))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<String, Object> options(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(own);
        all.putAll(topic.options());
        all.put("bootstrap.servers", topic.bootstrap());
        return all;
    }

    private IOException unreachable(Exception e) {
        String why = e instanceof TimeoutException
                ? "no answer within " + ANSWER_SECONDS + " s"
                : Optional.ofNullable(e.getCause()).orElse(e).getMessage();
        return new IOException("Kafka at " + topic.bootstrap() + ": " + why, e);
    }
}
