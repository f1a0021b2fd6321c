package io.tokenwatch.replay.cluster;

import io.tokenwatch.flink.topology.JobDefaults;
import io.tokenwatch.replay.files.FlinkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.ClusterOverviewHeaders;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster, in this process or of others, for one bounded job after the other. */
final class BoundedJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedJobs.class);
    private static final long LOOK_MILLIS = 200;
    private static final long ANSWER_SECONDS = 30;

    /** Ends a cluster of ours. */
    private interface End {
        CompletableFuture<?> begin();
    }

    private final ClusterClient<?> client;
    private final List<Path> jars;
    private final int slots;
    private final End end;

    private BoundedJobs(ClusterClient<?> client, List<Path> jars, int slots, End end) {
        this.client = client;
        this.jars = jars;
        this.slots = slots;
        this.end = end;
    }

    /** One in this process. */
    static BoundedJobs start(Path scratch, int parallelism) throws Exception {
        Configuration settings = settings(scratch, parallelism);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        cluster.start();
        return new BoundedJobs(new MiniClusterClient(settings, cluster), List.of(), parallelism, cluster::closeAsync);
    }

    private static Configuration settings(Path scratch, int parallelism) {
        Configuration settings = ReplayJobs.settings(parallelism);
        settings.setString("io.tmp.dirs", scratch.toString());
        settings.setString("taskmanager.memory.managed.size", 192L * parallelism + "m"); // for sorting
        settings.setString("taskmanager.memory.network.min", "96m");
        settings.setString("taskmanager.memory.network.max", "96m");
        settings.setString("taskmanager.memory.framework.off-heap.batch-shuffle.size", "32m");
        settings.setString("heartbeat.interval", "500"); // carries what tasks have counted
        JobDefaults.stayOnThisMachine(settings);
        return settings;
    }

    /**
     * One that runs. The jobs bring what it lacks.
     *
     * @throws UncheckedIOException if it does not answer, is of another version of Flink, or has no slot free
     */
    static BoundedJobs on(RunningCluster cluster) throws Exception {
        Configuration settings = FlinkFiles.settings();
        settings.setString("rest.address", cluster.host());
        settings.setString("rest.port", Integer.toString(cluster.port()));
        settings.setString("rest.retry.max-attempts", "5");
        settings.setString("rest.retry.delay", "500ms");
        RestClusterClient<?> client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
        try {
            int slots = slots(client, cluster);
            return new BoundedJobs(client, JobJars.find(), slots, () -> CompletableFuture.completedFuture(slots));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static int slots(RestClusterClient<?> client, RunningCluster cluster) throws InterruptedException {
        ClusterOverviewWithVersion overview;
        try {
            overview = client.sendRequest(
                            ClusterOverviewHeaders.getInstance(),
                            EmptyMessageParameters.getInstance(),
                            EmptyRequestBody.getInstance())
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unusable("no Flink cluster answers at " + cluster, e);
        }
        String ours = EnvironmentInformation.getVersion();
        if (!release(overview.getVersion()).equals(release(ours))) {
            throw unusable(
                    "the cluster at " + cluster + " runs Flink " + overview.getVersion() + ", and this is for " + ours,
                    new IOException("version"));
        }
        if (overview.getNumSlotsAvailable() == 0) {
            throw unusable(
                    "the cluster at " + cluster + " has no slot free of its " + overview.getNumSlotsTotal(),
                    new IOException("slots"));
        }
        return overview.getNumSlotsAvailable();
    }

    private static UncheckedIOException unusable(String what, Exception cause) {
        return new UncheckedIOException(what, new IOException(cause));
    }

    /** Such as 2.3. */
    private static String release(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }

    /** How many tasks of a kind can run at the same time. */
    int slots() {
        return slots;
    }

    /**
     * Runs the job to its end.
     *
     * @param look is shown what the tasks have counted, now and then
     * @return what they have counted in the end
     * @throws org.apache.flink.runtime.client.JobExecutionException if it fails
     */
    Map<String, Object> run(String name, StreamExecutionEnvironment job, Consumer<Map<String, Object>> look)
            throws Exception {
        StreamGraph graph = job.getStreamGraph();
        graph.setJobName(name);
        JobGraph compiled = graph.getJobGraph(BoundedJobs.class.getClassLoader(), new JobID());
        for (Path jar : jars) {
            compiled.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        }
        JobID id = client.submitJob(compiled).get();
        CompletableFuture<JobResult> end = client.requestJobResult(id);
        try {
            while (true) {
                try {
                    JobResult result = end.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    return result.toJobExecutionResult(BoundedJobs.class.getClassLoader())
                            .getAllAccumulatorResults();
                } catch (TimeoutException e) {
                    look.accept(counted(id));
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            client.cancel(id).thenCompose(cancelled -> end).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            throw e;
        }
    }

    private Map<String, Object> counted(JobID id) throws InterruptedException {
        try {
            return client.getAccumulators(id, BoundedJobs.class.getClassLoader())
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("nothing is known of the progress", e);
            return Map.of();
        }
    }

    /** Ends the cluster if it was started for this; waits for it for 30 s at most. */
    @Override
    public void close() {
        client.close();
        try {
            end.begin().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the cluster did not end in good order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
