package io.tokenwatch.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.bench.contest.Contestant;
import io.tokenwatch.bench.contest.ContestantSpec;
import io.tokenwatch.bench.contest.Hit;
import io.tokenwatch.bench.oracle.BruteForceOracle;
import io.tokenwatch.bench.oracle.Pb1Oracle;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Pb1Test {
    @Test
    void reportsWhoSawWhatTheOracleSawAndWhatTheOtherMissed() throws Exception {
        Map<String, ContestantSpec> contestants = new LinkedHashMap<>();
        contestants.put("brute force", new ContestantSpec(BruteForceOracle.class.getName(), ""));
        contestants.put("deaf", new ContestantSpec(Deaf.class.getName(), ""));
        List<String> progress = new ArrayList<>();
        Pb1 pb1 = new Pb1(
                new WorkloadSpec(Profile.PB1, 6_000, 1),
                1,
                1,
                List.of("-Xmx128m", "-XX:+UseSerialGC"),
                Duration.ofSeconds(60));
        Map<String, Report> reports = pb1.run(contestants, progress::add);
        assertThat(reports.keySet()).containsExactly("brute force", "deaf", Pb1.LIMIT);
        assertThat(reports.get("brute force"))
                .returns(true, Report::oracleEqual)
                .returns(6_000L, Report::events);
        assertThat(reports.get("deaf")).returns(false, Report::oracleEqual);
        assertThat(progress).last().asString().startsWith("deaf: missed 1 (D").endsWith("extra 0");
    }

    @Test
    void printsTheAgreedLastLine() {
        assertThat(new Report(1_500_000, 5.25, 4, 375_000, 1_250_000, true).toJson())
                .isEqualTo("{\"events\":1500000,\"wall_s\":5.250,\"cpu_s\":4.000,\"events_per_cpu_s\":375000,"
                        + "\"oracle_events_per_cpu_s\":1250000,\"ratio\":0.3000,\"oracle_equal\":true}");
    }

    /** The oracle, but for one hit. */
    public static final class Deaf implements Contestant {
        @Override
        public String name() {
            return "deaf";
        }

        @Override
        public Set<Hit> run(Workload workload) {
            Set<Hit> hits = new Pb1Oracle().run(workload);
            hits.remove(hits.iterator().next());
            return hits;
        }
    }
}
