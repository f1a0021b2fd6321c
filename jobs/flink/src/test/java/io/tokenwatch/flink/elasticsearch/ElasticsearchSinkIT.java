package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.deadletter.DeadLetterTopic;
import io.tokenwatch.flink.elasticsearch.FaultyProxy.Fault;
import io.tokenwatch.flink.remote.Backoff;
import io.tokenwatch.flink.source.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents 0 to n-1 through a Flink job that may not restart: each must arrive once, whatever happens on the way. */
@ExtendWith(DevstackExtension.class)
class ElasticsearchSinkIT {
    private static final long DOCUMENTS = 2_000;
    private static final BulkLimits SMALL = new BulkLimits(
            50,
            1 << 20,
            2,
            200,
            Duration.ofMillis(50),
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(500)),
            Duration.ofSeconds(2));

    private final Devstack stack;
    private final Index index;
    private final KafkaTopic dead;

    ElasticsearchSinkIT(Devstack stack) throws Exception {
        this.stack = stack;
        index = Index.create(stack.elasticsearchUrl());
        dead = new KafkaTopic(stack.kafka(), "dead", 1);
    }

    @AfterEach
    void close() {
        dead.close();
    }

    private static DocumentWrite document(String index, long n) {
        byte[] json = "{\"n\":%d}".formatted(n).getBytes(StandardCharsets.UTF_8);
        return n % 2 == 0 ? DocumentWrite.create(index, "d" + n, json) : DocumentWrite.index(index, "d" + n, 1, json);
    }

    /** Number 13 is of the wrong kind if it shall be. */
    private JobClient start(String url, boolean withOneBad) throws Exception {
        return start(url, withOneBad, "none");
    }

    private JobClient start(String url, boolean withOneBad, String restarts) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.generic-types", "false");
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("restart-strategy.type", restarts);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        env.enableCheckpointing(200);
        String name = index.name();
        env.fromSource(new NumberSequenceSource(0, DOCUMENTS - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(n -> {
                    TimeUnit.MICROSECONDS.sleep(500);
                    return withOneBad && n == 13
                            ? DocumentWrite.create(name, "bad", "{\"x\":13}".getBytes(StandardCharsets.UTF_8))
                            : document(name, n);
                })
                .returns(DocumentWrite.TYPE)
                .sinkTo(ElasticsearchSink.of(
                        ClusterSettings.at(url),
                        new DeadLetterTopic(stack.kafka(), dead.name(), Map.of()).opener(),
                        SMALL));
        return env.executeAsync("sink");
    }

    private static void await(JobClient job) throws Exception {
        job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
    }

    private static List<Long> all() {
        return LongStream.range(0, DOCUMENTS).boxed().toList();
    }

    private static List<Long> allBut(long bad) {
        return all().stream().filter(n -> n != bad).toList();
    }

    @Test
    void everythingArrivesOnceAndTheBadOneIsADeadLetterOnce() throws Exception {
        await(start(stack.elasticsearchUrl(), true));
        assertThat(index.numbers()).isEqualTo(allBut(13));
        assertThat(dead.values())
                .singleElement()
                .asString()
                .contains("strict_dynamic_mapping_exception", index.name(), "\"bad\"");
    }

    @Test
    void faultsOnTheWayLoseAndDoubleNothing() throws Exception {
        try (FaultyProxy proxy = new FaultyProxy(
                stack.elasticsearchUrl(),
                Fault.TOO_MANY_REQUESTS,
                Fault.RESET_AFTER_APPLIED,
                Fault.NONE,
                Fault.UNAVAILABLE,
                Fault.RESET,
                Fault.LAST_ITEM_BUSY,
                Fault.BAD_GATEWAY,
                Fault.RESET_AFTER_APPLIED,
                Fault.LAST_ITEM_BUSY)) {
            await(start(proxy.url(), true));
            assertThat(proxy.isSpent()).isTrue();
            assertThat(proxy.bulks()).isGreaterThan(20);
        }
        assertThat(index.numbers()).isEqualTo(allBut(13));
        assertThat(dead.values()).isNotEmpty().allMatch(letter -> letter.contains("\"document_id\":\"bad\""));
    }

    @Test
    void waitsForAnElasticsearchThatDies() throws Exception {
        JobClient job = start(stack.elasticsearchUrl(), false);
        while (index.numbers().isEmpty()) {
            Thread.sleep(20);
        }
        stack.elasticsearchServer().kill();
        Thread.sleep(500);
        stack.elasticsearchServer().start();
        await(job);
        assertThat(index.numbers()).isEqualTo(all());
    }

    @Test
    void waitsForAnElasticsearchThatIsNotThereYet() throws Exception {
        stack.elasticsearchServer().stop();
        JobClient job;
        try {
            job = start(stack.elasticsearchUrl(), false);
            Thread.sleep(2_000);
            assertThat(job.getJobStatus().get().isGloballyTerminalState()).isFalse();
        } finally {
            stack.elasticsearchServer().start();
        }
        await(job);
        assertThat(index.numbers()).isEqualTo(all());
    }

    @Test
    void privilegesThatAreGivenInTimeAreWaitedFor() throws Exception {
        try (FaultyProxy proxy =
                new FaultyProxy(stack.elasticsearchUrl(), Fault.FORBIDDEN, Fault.FORBIDDEN, Fault.FORBIDDEN)) {
            await(start(proxy.url(), false));
            assertThat(proxy.isSpent()).isTrue();
        }
        assertThat(index.numbers()).isEqualTo(all());
    }

    @Test
    void credentialsThatWillNeverDoEndTheJobThatElseWouldStartAgainForEver() throws Exception {
        Fault[] never = Collections.nCopies(1_000, Fault.FORBIDDEN).toArray(Fault[]::new);
        try (FaultyProxy proxy = new FaultyProxy(stack.elasticsearchUrl(), never)) {
            JobClient job = start(proxy.url(), false, "exponential-delay");
            assertThatThrownBy(() -> await(job))
                    .satisfies(thrown -> assertThat(ExceptionUtils.stringifyException(thrown))
                            .contains("ElasticsearchUnusable: Elasticsearch does not accept", "HTTP 403"));
        }
    }
}
