package io.tokenwatch.demo.traffic;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.RulePack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All shipped rules, over the demo's whole traffic: they alert what was planted, and are silent about everything else. */
class ShippedRulesTest {
    private static final Instant START = Instant.parse("2026-03-02T09:30:00Z");
    private static RulePack rules;

    @BeforeAll
    static void load() {
        rules = RulePack.load(Path.of("..", "..", "rules"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void alertExactlyWhatWasPlanted(long seed) {
        Traffic traffic = Traffic.of(TrafficPlan.smoke(seed, START.plus(Duration.ofMinutes(97 * seed))));
        LocalEngine engine = new LocalEngine(rules);
        traffic.forEachRemaining(each -> engine.accept(each.event()));

        Set<String> planted = traffic.planted().stream()
                .map(each -> Definition.match(each.ruleId(), each.tenant(), each.key()))
                .collect(toCollection(TreeSet::new));
        Set<String> alerted = engine.alerts().stream()
                .filter(alert -> alert.rule().mode() == Mode.ALERT)
                .map(ShippedRulesTest::match)
                .collect(toCollection(TreeSet::new));
        assertThat(alerted).isEqualTo(planted);
    }

    private static String match(Alert alert) {
        Map<String, String> key = new TreeMap<>();
        alert.key().forEach((field, value) -> key.put(field, value.toString()));
        return Definition.match(alert.rule().id(), alert.tenant(), key);
    }
}
