package io.tokenwatch.bench.flink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.operator.DetectSettings;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.topology.Detection;
import io.tokenwatch.flink.topology.JobDefaults;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * The product's own pipeline with an in-memory source: decode, route, shuffle, detect, alert. Checkpoints are taken as it runs.
 * Options, joined by commas: {@code heap} or {@code rocksdb}; {@code cache} or {@code nocache}.
 */
public final class FlinkContestant implements Contestant {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int CACHE = 400_000;
    private static final String CHECKPOINTS = "10s";

    private final String options;
    private final boolean heap;
    private final boolean cache;
    private @Nullable MiniCluster cluster;

    public FlinkContestant(String options) {
        List<String> chosen = Arrays.asList(options.split(",", -1));
        this.options = options;
        this.heap = chosen.contains("heap");
        this.cache = !chosen.contains("nocache");
    }

    @Override
    public String name() {
        return "tokenwatch " + options;
    }

    @Override
    public Set<Hit> run(Workload workload) throws Exception {
        String run = UUID.randomUUID().toString();
        Path state = Files.createTempDirectory("tokenwatch-bench");
        WorkloadSource.share(run, workload);
        try {
            execute(run, state);
            return hits(HitSink.take(run));
        } finally {
            WorkloadSource.forget(run);
            FileUtils.deleteDirectoryQuietly(
                    state.toFile()); // the job's last old checkpoint may still be going by itself
        }
    }

    @SuppressWarnings("deprecation") // see WorkloadSource
    private void execute(String run, Path state) throws Exception {
        Configuration settings = JobDefaults.of(state);
        settings.setString("state.backend.type", heap ? "hashmap" : "rocksdb");
        settings.setString("execution.checkpointing.interval", CHECKPOINTS);
        settings.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        RuleFiles rules = Pb1Rules.files();
        Detection.define(
                        env.addSource(new WorkloadSource(run, rules, state.toString()), "workload", RoutedRecord.TYPE),
                        rules,
                        DetectSettings.live("bench").withCache(cache ? CACHE : 0))
                .sinkTo(new HitSink(run));
        cluster().executeJobBlocking(env.getStreamGraph().getJobGraph());
    }

    /** Started in the first run, which is dropped, and there for all that follow: jobs come to a cluster that is up. */
    private MiniCluster cluster() throws Exception {
        MiniCluster running = cluster;
        if (running == null) {
            Configuration settings = JobDefaults.of(Files.createTempDirectory("tokenwatch-bench-cluster"));
            settings.setString("taskmanager.memory.managed.size", "512m");
            running = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(settings)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(1)
                    .build());
            running.start();
            cluster = running;
        }
        return running;
    }

    private static Set<Hit> hits(Set<AlertRecord> alerts) throws IOException {
        Set<Hit> hits = new HashSet<>();
        for (AlertRecord alert : alerts) {
            Map<String, String> key = key(alert.document());
            hits.add(
                    switch (alert.ruleId()) {
                        case "d3-first-seen-scope" -> Hit.ofScope(text(key, "client_id"), text(key, "scope"));
                        case "d4-issuance-burst" -> new Hit("D4", text(key, "client_id"));
                        default ->
                            new Hit(
                                    alert.ruleId().substring(0, 2).toUpperCase(java.util.Locale.ROOT),
                                    text(key, "token_id"));
                    });
        }
        return hits;
    }

    private static String text(Map<String, String> key, String field) {
        return key.getOrDefault(field, "");
    }

    /** The flat object {@code oauth.alert.key} of an alert's document. */
    private static Map<String, String> key(byte[] document) throws IOException {
        Map<String, String> key = new HashMap<>();
        try (JsonParser json = JSON.createParser(document)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && json.currentName().equals("key")) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        key.put(json.currentName(), json.nextTextValue());
                    }
                    return key;
                }
            }
        }
        return key;
    }
}
