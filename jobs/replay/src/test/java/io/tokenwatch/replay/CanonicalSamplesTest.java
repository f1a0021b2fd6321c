package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.connector.Connectors;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own form can show every rule: what the rules' tests show is written as a log, each rule's in a tenant of its own, and replayed. */
class CanonicalSamplesTest {
    private static final Pattern ALERT = Pattern.compile("\"rule_id\":\"([^\"]*)\".*\"tenant\":\"([^\"]*)\"");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everyRuleIsFoundInALogOfOurs() throws IOException {
        RulePack pack = RuleFiles.load(Path.of("../../rules")).compile();
        List<String> lines = new ArrayList<>();
        for (Rule rule : pack.active()) {
            lines.addAll(sample(rule));
        }
        Path out = folder.resolve("out");
        ReplaySettings settings = Rehearsal.SETTINGS.withFormat(Connectors.of("canonical"));
        Rehearsal replay =
                Rehearsal.of(out, PackLog.of(pack), settings, Rehearsal.write(folder.resolve("all.ndjson"), lines));
        List<String> alerts = new ArrayList<>(Files.readAllLines(out.resolve(ResultFolder.ALERTS)));
        alerts.addAll(Files.readAllLines(out.resolve(ResultFolder.SHADOW_ALERTS)));
        Set<String> found = alerts.stream()
                .map(ALERT::matcher)
                .filter(alert -> alert.find() && alert.group(1).equals(alert.group(2)))
                .map(alert -> alert.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found)
                .containsExactlyElementsOf(
                        pack.active().stream().map(Rule::id).sorted().toList());
        assertThat(replay.summary.deadLettered()).isZero();
    }

    /** The simplest test of the rule that expects an alert. */
    private static List<String> sample(Rule rule) {
        RuleTest test = RuleTestReader.read(rule).stream()
                .filter(one -> !one.expect().isEmpty())
                .min(Comparator.comparing(one -> one.from().isPresent()))
                .orElseThrow();
        List<TokenEvent> events = new ArrayList<>(test.given());
        test.from().ifPresent(from -> events.add(event("token.issued", from, "told-since")));
        test.until().ifPresent(until -> events.add(event("risk.signal", until, "time-came")));
        return events.stream()
                .map(event -> {
                    TokenEvent copy = event.copy();
                    copy.set(Field.TENANT, rule.id());
                    return CanonicalWriter.line(copy);
                })
                .toList();
    }

    private static TokenEvent event(String type, long time, String id) {
        TokenEvent event = new TokenEvent();
        event.set(Field.EVENT_TYPE, type);
        event.set(Field.EVENT_TIME, time);
        event.set(Field.EVENT_ID, id);
        event.set(Field.TOKEN_ID, id);
        event.set(Field.OUTCOME, "success");
        return event;
    }
}
