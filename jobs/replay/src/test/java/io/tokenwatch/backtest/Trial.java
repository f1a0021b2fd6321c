package io.tokenwatch.backtest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A backtest in a folder of its own, and what it wrote. */
record Trial(BacktestResult result, Path folder) {
    static final ReplaySettings SETTINGS =
            ReplaySettings.of(Settings.of(TokenKeys.parse("t1 always " + "ab".repeat(32))));

    static final String FAILURES = """
            id: failures
            version: 1
            title: A request failed
            level: medium
            detection:
              failed: {event_type: [token.refreshed, token.issued], outcome: failure}
            suppress: {by: [client_id], for: 1h}
            tests: []
            """;
    static final String BURST = """
            id: burst
            version: 1
            title: Many requests failed
            level: high
            detection:
              failed: {event_type: token.refreshed, outcome: failure}
            correlation:
              type: event_count
              group-by: [client_id]
              timespan: 10m
              condition: {gte: 3}
            suppress: {by: [client_id], for: 24h}
            """;

    static RuleSet rules(String... texts) {
        TreeMap<String, String> files = new TreeMap<>();
        for (String text : texts) {
            files.put(text.lines().findFirst().orElseThrow().replace("id: ", "") + ".yml", text);
        }
        return RuleSet.of("the rules", new RuleFiles(files));
    }

    static Trial of(Path folder, RuleSet rules, @Nullable RuleSet against, Path... inputs) {
        List<Input> all = java.util.stream.Stream.of(inputs).map(Input::of).toList();
        return new Trial(new Backtest(rules, against, SETTINGS, ReplayWatcher.SILENT).run(all, folder), folder);
    }

    static Path write(Path file, List<String> lines) throws IOException {
        return Files.write(file, lines, UTF_8);
    }

    /** A refresh that failed. */
    static String failed(String time, String id, String client) {
        return "{\"event_type\":\"token.refreshed\",\"event_time\":\"" + time + "\",\"event_id\":\"" + id
                + "\",\"client_id\":\"" + client + "\",\"outcome\":\"failure\"}";
    }

    String file(String name) throws IOException {
        return Files.readString(folder.resolve(name), UTF_8);
    }

    RuleResult rule(String id) {
        return result.ofRules().stream()
                .filter(rule -> rule.rule().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    RuleDifference difference(String id) {
        return result.comparison().orElseThrow().ofRules().stream()
                .filter(rule -> rule.ruleId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Map<Long, Long> perDay(String id) {
        return rule(id).alertsPerDay();
    }
}
