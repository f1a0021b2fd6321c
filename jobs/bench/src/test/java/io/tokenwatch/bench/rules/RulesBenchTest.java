package io.tokenwatch.bench.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesBenchTest {
    private static final Workload WORKLOAD = new WorkloadSpec(Profile.PB1, 20_000, 1).generate();

    @Test
    void aLargerPackHoldsTheSmaller() {
        RuleMix mix = new RuleMix(7, 10);
        RulePack large = mix.pack(300);
        assertThat(large.rules()).hasSize(300);
        assertThat(large.rules().subList(0, 20).stream().map(rule -> rule.content()))
                .isEqualTo(mix.pack(20).rules().stream()
                        .map(rule -> rule.content())
                        .toList());
    }

    @Test
    void mostRulesMatchFewEventsAndTheIndexLeadsToFew() throws Exception {
        List<TokenEvent> events = new Traffic(WORKLOAD, Stage.MATCH.events()).events();
        Load one = Load.of(new RuleMix(1, 2).pack(1), events);
        Load hundred = Load.of(new RuleMix(1, 2).pack(100), events);
        Load broad = Load.of(new RuleMix(1, 20).pack(100), events);
        assertThat(events).hasSize(Stage.MATCH.events());
        assertThat(one.matched()).isBetween(0.6, 0.9);
        assertThat(hundred.matched()).isBetween(one.matched() + 0.1, 3.0);
        assertThat(hundred.tested()).isLessThan(25);
        assertThat(broad.matched()).isGreaterThan(hundred.matched() + 2);
    }

    @Test
    void withAndWithoutTheIndexTheAlertsAreTheSame() throws Exception {
        Set<Hit> indexed = hits(Stage.JUDGE, true);
        assertThat(indexed).isNotEmpty().isEqualTo(hits(Stage.JUDGE, false));
        assertThat(hits(Stage.ALL, true)).isEqualTo(indexed);
    }

    private static Set<Hit> hits(Stage stage, boolean indexed) throws Exception {
        return new RulesContestant(new Side(stage, indexed, 60, 20, 1, 1).options()).run(WORKLOAD);
    }

    @Test
    void reportsEachPackAgainstTheFirst() throws Exception {
        RulesBench bench = new RulesBench(
                List.of(1, 30), 2, 100_000, 1, 1, 1, List.of("-Xmx256m", "-XX:+UseSerialGC"), Duration.ofSeconds(60));
        List<RulesRow> rows = bench.run(Stage.MATCH, line -> {});
        assertThat(rows).extracting(RulesRow::rules).containsExactly(1, 30);
        assertThat(rows.get(0).ofFewest()).isEqualTo(1);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.same()).isTrue();
            assertThat(row.eventsPerCpuSecond()).isPositive();
            assertThat(row.toString()).hasSameSizeAs(RulesRow.HEAD).endsWith("yes");
            assertThat(row.toJson()).contains("\"stage\":\"match\"").contains("\"loop_events_per_cpu_s\":");
        });
    }
}
