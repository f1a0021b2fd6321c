package io.tokenwatch.console.stage;

import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.console.stage.Store.Document;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** The demo's events replayed twice: with a rule as it is, and with its next version, which waits longer. */
final class DemoReplays {
    private static final String RULE = "lifecycle/token-use-after-revocation.yml";

    private DemoReplays() {}

    static List<Document> documents(DemoAlerts demo) {
        RuleFiles files = RuleFiles.load(DemoAlerts.RULES);
        String now = Objects.requireNonNull(files.texts().get(RULE));
        List<Document> documents = new ArrayList<>();
        documents.addAll(replay(demo, now, "token-use-v1"));
        documents.addAll(replay(
                demo,
                now.replaceFirst("version: 1", "version: 2").replaceFirst("gap: \\{gt: 30s\\}", "gap: {gt: 10m}"),
                "token-use-v2"));
        return documents;
    }

    private static List<Document> replay(DemoAlerts demo, String rule, String run) {
        TreeMap<String, String> only = new TreeMap<>();
        only.put(RULE, rule);
        RulePack pack = new RuleFiles(only).compile();
        LocalEngine engine = new LocalEngine(pack);
        demo.events().forEach(engine::accept);
        return engine.alerts().stream()
                .map(alert -> Document.of(
                        "tokenwatch-replay-" + run + "-alerts-2026.03",
                        alert.id(),
                        EcsAlert.document(
                                alert,
                                Change.OPENED,
                                new EcsAlert.Run("replay", run, pack.hash(), 0, alert.lastTime(), true))))
                .toList();
    }
}
