package io.tokenwatch.flink.live;

import io.tokenwatch.flink.elasticsearch.ElasticsearchUnusable;
import io.tokenwatch.flink.pack.PackNews;
import io.tokenwatch.flink.topology.JobDefaults;
import io.tokenwatch.rule.RuleFiles;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.metrics.prometheus.LoopbackReporterFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live job in this process: one Flink cluster, one job. Started in a state folder that an earlier run has left, by crash or
 * in good order, it goes on from the newest complete checkpoint there.
 */
public final class LiveRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final String runId;
    private final StateFolder state;
    private final MiniCluster cluster;
    private final JobID job;
    private final Optional<LatestCheckpoint> restored;

    private LiveRun(
            String runId, StateFolder state, MiniCluster cluster, JobID job, Optional<LatestCheckpoint> restored) {
        this.runId = runId;
        this.state = state;
        this.cluster = cluster;
        this.job = job;
        this.restored = restored;
    }

    /**
     * Starts the job. The servers should be there, see {@link Servers}; if they are not, it waits and tries again for ever.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException if a rule is broken; nothing has been started then
     * @throws StateInUse if another process uses the state folder
     */
    public static LiveRun start(LiveSettings settings, RuleFiles rules) throws Exception {
        return start(settings, rules, line -> {});
    }

    /**
     * As {@link #start(LiveSettings, RuleFiles)}.
     *
     * @param news hears, line by line, which pack takes force or is refused, and which rule raises too many alerts
     */
    public static LiveRun start(LiveSettings settings, RuleFiles rules, Consumer<String> news) throws Exception {
        rules.compile();
        StateFolder state = StateFolder.open(settings.state());
        try {
            Optional<LatestCheckpoint> newest = state.newest();
            Configuration configuration = configuration(settings, newest);
            StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
            String runId = "live-" + Instant.now();
            PackNews.listen(runId, news);
            LiveJob.define(env, settings, rules, TopicFields.of(settings), runId);
            StreamGraph graph = env.getStreamGraph();
            graph.setJobName("Tokenwatch");
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(settings.pace().parallelism())
                    .build());
            cluster.start();
            JobID job = cluster.submitJob(graph.getJobGraph(LiveRun.class.getClassLoader(), new JobID()))
                    .get()
                    .getJobID();
            LOG.info("job {} started, restored from {}", job, newest);
            return new LiveRun(runId, state, cluster, job, newest);
        } catch (Exception e) {
            state.close();
            throw e;
        }
    }

    private static Configuration configuration(LiveSettings settings, Optional<LatestCheckpoint> newest) {
        Configuration configuration = JobDefaults.of(settings.state().toAbsolutePath());
        configuration.setString(
                "rest.bind-port", Integer.toString(settings.pace().webPort()));
        if (settings.instruments().metricsPort() > 0) {
            LoopbackReporterFactory.configure(
                    configuration, settings.instruments().metricsPort());
        }
        newest.ifPresent(checkpoint -> {
            configuration.setString(
                    "execution.state-recovery.path", checkpoint.folder().toUri().toString());
            // Ours from now on: it goes when newer ones have taken its place.
            configuration.setString("execution.state-recovery.claim-mode", "CLAIM");
        });
        return configuration;
    }

    /** The checkpoint that it went on from; empty if it began anew. */
    public Optional<LatestCheckpoint> restoredFrom() {
        return restored;
    }

    /** Flink's web page, on loopback. */
    public URI webPage() throws ExecutionException, InterruptedException {
        return cluster.getRestAddress().get();
    }

    public JobStatus status() throws ExecutionException, InterruptedException {
        return cluster.getJobStatus(job).get();
    }

    /** Why the job has ended where no new attempt would cure it, in words for who set it up; empty if it has not. */
    public Optional<String> unusable() throws ExecutionException, InterruptedException {
        if (!status().isGloballyTerminalState()) {
            return Optional.empty();
        }
        var cause = cluster.getExecutionGraphInfo(job)
                .get()
                .getArchivedExecutionGraph()
                .getFailureInfo();
        return Optional.ofNullable(cause)
                .map(failure -> failure.getException().deserializeError(LiveRun.class.getClassLoader()))
                .flatMap(thrown -> ExceptionUtils.findThrowable(thrown, ElasticsearchUnusable.class))
                .map(Throwable::getMessage);
    }

    /** What made the job start again last, if anything did: the innermost cause in one line. */
    public Optional<String> lastFailure() throws ExecutionException, InterruptedException {
        String last = null;
        for (var failure : cluster.getExecutionGraphInfo(job).get().getExceptionHistory()) {
            Throwable cause = failure.getException().deserializeError(LiveRun.class.getClassLoader());
            Throwable root = ExceptionUtils.stripException(cause, Exception.class);
            while (root.getCause() != null) {
                root = root.getCause();
            }
            last = Instant.ofEpochMilli(failure.getTimestamp()) + " "
                    + root.getClass().getSimpleName() + ": " + root.getMessage();
        }
        return Optional.ofNullable(last);
    }

    /**
     * Takes a last checkpoint, so that the next run repeats as little as possible. If it does not succeed within 20 s, the next
     * run goes on from the one before.
     */
    public void checkpoint() {
        within(STOP_PATIENCE, "last checkpoint", cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED));
    }

    /** Ends the job and its cluster, within 20 s each. Checkpoints stay. */
    @Override
    public void close() {
        close(STOP_PATIENCE);
    }

    /** As {@link #close()}, with another patience: where the servers are gone already, nothing ends in good order. */
    public void close(Duration patience) {
        within(patience, "job", cluster.cancelJob(job).thenCompose(cancelled -> cluster.requestJobResult(job)));
        within(patience, "cluster", cluster.closeAsync());
        PackNews.forget(runId);
        state.close();
    }

    private static void within(Duration patience, String what, CompletableFuture<?> end) {
        try {
            end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the {} did not end in good order", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
