package io.tokenwatch.replay.cluster;

import io.tokenwatch.flink.topology.JobDefaults;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster in this process, for one bounded job after the other. */
final class BoundedJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedJobs.class);
    private static final long LOOK_MILLIS = 200;
    private static final long STOP_SECONDS = 20;

    private final MiniCluster cluster;

    private BoundedJobs(MiniCluster cluster) {
        this.cluster = cluster;
    }

    static BoundedJobs start(Path scratch, int parallelism) throws Exception {
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings(scratch, parallelism))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
        return new BoundedJobs(cluster);
    }

    /** What a job of such a cluster needs. */
    static Configuration settings(Path scratch, int parallelism) {
        Configuration settings = new Configuration();
        settings.setString("io.tmp.dirs", scratch.toString());
        settings.setString("parallelism.default", Integer.toString(parallelism));
        settings.setString("pipeline.generic-types", "false");
        settings.setString("restart-strategy.type", "none"); // started again, the replay goes on where it was
        settings.setString("jobmanager.scheduler", "Default");
        settings.setString(
                "execution.batch-shuffle-mode", "ALL_EXCHANGES_PIPELINED"); // whoever sorts, keeps all anyway
        settings.setString("taskmanager.memory.managed.size", 192L * parallelism + "m"); // for sorting
        settings.setString("taskmanager.memory.network.min", "96m");
        settings.setString("taskmanager.memory.network.max", "96m");
        settings.setString("taskmanager.memory.framework.off-heap.batch-shuffle.size", "32m");
        JobDefaults.stayOnThisMachine(settings);
        return settings;
    }

    /**
     * Runs the job to its end.
     *
     * @param look is called now and then
     * @throws org.apache.flink.runtime.client.JobExecutionException if it fails
     */
    void run(String name, StreamExecutionEnvironment job, Runnable look) throws Exception {
        StreamGraph graph = job.getStreamGraph();
        graph.setJobName(name);
        JobID id = cluster.submitJob(graph.getJobGraph(BoundedJobs.class.getClassLoader(), new JobID()))
                .get()
                .getJobID();
        try {
            await(id, look);
        } catch (InterruptedException | RuntimeException e) {
            cluster.cancelJob(id)
                    .thenCompose(cancelled -> cluster.requestJobResult(id))
                    .get(STOP_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
    }

    private void await(JobID id, Runnable look) throws Exception {
        while (true) {
            try {
                JobResult result = cluster.requestJobResult(id).get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                result.toJobExecutionResult(BoundedJobs.class.getClassLoader());
                return;
            } catch (TimeoutException e) {
                look.run();
            }
        }
    }

    /** Waits for it for 20 s at most. */
    @Override
    public void close() {
        try {
            cluster.closeAsync().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the cluster did not end in good order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
