package io.tokenwatch.flink.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.testing.Traffic;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the job runs and whatever befalls it, the alerts that stand at its end are those of the engine in memory. */
@Timeout(60)
class KeyedJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    Path state;

    private static void assertOracle(String name, Arrivals.Run run) {
        AlertIndex.assertSame(IndexSink.index(name).standing(), AlertIndex.oracle(Traffic.RULES, run.events));
    }

    @ParameterizedTest
    @CsvSource({"rocksdb, 2", "hashmap, 1"})
    void throughThreeFailures(String backend, int parallelism) throws Exception {
        String name = "failures-" + backend;
        Arrivals.Run run = Arrivals.start(name, 700);
        run.failAfter.addAll(List.of(130, 310, 450));
        TestJob job = new TestJob(name, state, parallelism, 700, parallelism * 2L);
        job.define(job.settings(backend), RuntimeExecutionMode.STREAMING).execute();
        assertThat(run.failures).hasValue(3);
        assertThat(run.restores).as("subtasks started from a checkpoint").hasValue(3 * parallelism);
        assertOracle(name, run);
    }

    @Test
    void rescaledThroughSavepointsFromOneToTwoToOne() throws Exception {
        String name = "rescaled";
        Arrivals.Run run = Arrivals.start(name, 600);
        String savepoint = null;
        for (int part = 0; part < 3; part++) {
            TestJob job = new TestJob(name, state, part % 2 + 1, 600, part < 2 ? 3 : 0);
            Configuration settings = job.settings("rocksdb");
            if (savepoint != null) {
                settings.setString("execution.state-recovery.path", savepoint);
            }
            StreamExecutionEnvironment env = job.define(settings, RuntimeExecutionMode.STREAMING);
            JobClient client = env.executeAsync();
            if (part < 2) {
                while (run.routed.get() < 200 * (part + 1)) {
                    Thread.sleep(5);
                }
                savepoint = client.stopWithSavepoint(
                                false, state.toUri() + "/savepoints", SavepointFormatType.CANONICAL)
                        .get(30, TimeUnit.SECONDS);
            } else {
                client.getJobExecutionResult().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(run.routed).as("nothing was routed twice").hasValue(600);
        assertThat(run.restores.get()).isEqualTo(3); // one subtask at two, and one again
        assertOracle(name, run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void inBatchExecution(int parallelism) throws Exception {
        String name = "batch-" + parallelism;
        Arrivals.Run run = Arrivals.start(name, 2_000);
        TestJob job = new TestJob(name, state, parallelism, 2_000, 0);
        job.define(job.settings("rocksdb"), RuntimeExecutionMode.BATCH).execute();
        assertOracle(name, run);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void inStreamingExecution(int parallelism) throws Exception {
        String name = "streaming-" + parallelism;
        Arrivals.Run run = Arrivals.start(name, 2_000);
        TestJob job = new TestJob(name, state, parallelism, 2_000, 0);
        job.define(job.settings("hashmap"), RuntimeExecutionMode.STREAMING).execute();
        assertOracle(name, run);
    }

    /** Every job above runs under these settings; this shows that they would have refused Kryo. */
    @Test
    void theSettingsRefuseKryo() {
        TestJob job = new TestJob("kryo", state, 1, 1, 0);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(job.settings("hashmap"));
        assertThatThrownBy(() -> env.fromData(TypeInformation.of(Object.class), new Object()))
                .hasMessageContaining("Generic types have been disabled");
    }
}
