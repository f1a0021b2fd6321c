package io.tokenwatch.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.bench.oracle.Pb1Oracle;
import io.tokenwatch.bench.workload.Profile;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.bench.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkTest {
    private static final WorkloadSpec SPEC = new WorkloadSpec(Profile.PB1, 20_000, 5);

    @Test
    void seesInAnotherJvmWhatIsSeenHere(@TempDir Path folder) throws Exception {
        Workload workload = SPEC.generate();
        Path collapsed = folder.resolve("collapsed.txt");
        try (Fork fork = fork(Pb1Oracle.class.getName(), 60)) {
            assertThat(fork.digest()).isEqualTo(workload.digest());
            Run first = fork.run();
            assertThat(first.hits()).isEqualTo(new Pb1Oracle().run(workload)).isNotEmpty();
            assertThat(first.events()).isEqualTo(20_000);
            assertThat(first.cost().wallNanos()).isPositive();
            assertThat(fork.profile(collapsed).hits()).isEqualTo(first.hits());
        }
        assertThat(Files.readAllLines(collapsed)).allMatch(line -> line.matches(".+ [1-9]\\d*"));
    }

    @Test
    void takesOptionsAndKeepsTheContestantsOutputApart() throws Exception {
        try (Fork fork = fork(Talker.class.getName() + ":a,b", 60)) {
            assertThat(fork.run().hits()).containsExactly(new Hit("D4", "a,b"));
        }
    }

    @Test
    void endsAChildThatTakesTooLong() {
        assertThatThrownBy(() -> {
                    try (Fork fork = fork(Sleeper.class.getName(), 4)) {
                        fork.run();
                    }
                })
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("4 s");
    }

    @Test
    void tellsWhyAContestantFailed() throws Exception {
        try (Fork fork = fork(Thrower.class.getName(), 60)) {
            assertThatThrownBy(fork::run).isInstanceOf(IOException.class).hasMessageContaining("no such luck");
        }
        assertThatThrownBy(() -> fork("io.tokenwatch.Nobody", 60)).hasMessageContaining("ClassNotFound");
    }

    private static Fork fork(String contestant, int limitSeconds) throws Exception {
        return Fork.start(
                "test",
                ContestantSpec.parse(contestant),
                SPEC,
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Duration.ofSeconds(limitSeconds));
    }

    /** Prints what looks like an answer, and sees its options. */
    public static final class Talker implements Contestant {
        private final String options;

        public Talker(String options) {
            this.options = options;
        }

        @Override
        public String name() {
            return "talker";
        }

        @Override
        public Set<Hit> run(Workload workload) {
            System.out.println("done");
            return Set.of(new Hit("D4", options));
        }
    }

    /** Never comes back. */
    public static final class Sleeper implements Contestant {
        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public Set<Hit> run(Workload workload) throws InterruptedException {
            Thread.sleep(Duration.ofMinutes(10).toMillis());
            return Set.of();
        }
    }

    /** Fails. */
    public static final class Thrower implements Contestant {
        @Override
        public String name() {
            return "thrower";
        }

        @Override
        public Set<Hit> run(Workload workload) {
            throw new IllegalStateException("no such luck");
        }
    }
}
