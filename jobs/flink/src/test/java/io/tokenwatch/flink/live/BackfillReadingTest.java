package io.tokenwatch.flink.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.engine.Routed;
import io.tokenwatch.event.Field;
import io.tokenwatch.flink.operator.HistoryRead;
import io.tokenwatch.flink.operator.Notice;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.pack.MemoryPacks;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.source.MemoryHistory;
import io.tokenwatch.flink.testing.Traffic;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.Published;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routing reads the past again for a pack that wants it: all of it, through restarts, and once it is done never again. */
class BackfillReadingTest {
    private static final long ZERO = 1_800_000_000_000L;
    private static final long FROM = ZERO + 1_000_000;
    private static final int KEY_GROUPS = 128;
    private static final RuleFiles BASE = Traffic.rules(Traffic.DENIED);
    private static final RuleFiles NEXT =
            Traffic.rules(Traffic.FAILURES.stripTrailing() + "\nstate: {on_change: backfill}\n");

    private final MemoryHistory history = new MemoryHistory(5);
    private final MemoryPacks packs = new MemoryPacks();
    private final List<OneInputStreamOperatorTestHarness<Arrival, RoutedRecord>> subtasks = new ArrayList<>();
    private final Set<Long> fed = new TreeSet<>();
    private final Map<Integer, HistoryRead> told = new HashMap<>();
    private int records;
    private long clock = 1_000_000;

    @AfterEach
    void stop() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
        subtasks.clear();
    }

    private void append(int partition, long time) {
        var event = Traffic.event("e" + time, time, "token.validated");
        event.set(Field.OUTCOME, "failure");
        event.set(Field.CLIENT_ID, "c");
        history.append(partition, event);
    }

    private void start(int parallelism, OperatorSubtaskState state, int before) throws Exception {
        for (int i = 0; i < parallelism; i++) {
            var subtask = new OneInputStreamOperatorTestHarness<>(
                    new RouteArrivals(BASE, packs, history, Set.of(Field.OUTCOME), "r"), KEY_GROUPS, parallelism, i);
            subtask.setup(RoutedRecord.TYPE.createSerializer(
                    subtask.getExecutionConfig().getSerializerConfig()));
            subtask.setProcessingTime(clock);
            subtask.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, KEY_GROUPS, before, parallelism, i));
            subtask.open();
            subtasks.add(subtask);
        }
    }

    private void restart(int parallelism) throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        for (var subtask : subtasks) {
            parts.add(subtask.snapshot(1, clock));
        }
        int before = subtasks.size();
        stop();
        told.clear();
        start(
                parallelism,
                AbstractStreamOperatorTestHarness.repackageState(parts.toArray(OperatorSubtaskState[]::new)),
                before);
    }

    private void elapse(long millis) throws Exception {
        for (long end = clock + millis; clock < end; ) {
            clock += 20;
            for (var subtask : subtasks) {
                subtask.setProcessingTime(clock);
                for (RoutedRecord record : subtask.extractOutputValues()) {
                    Routed routed = record.routed();
                    if (Notice.is(routed)) {
                        HistoryRead read = (HistoryRead) Notice.read(routed);
                        told.put(read.share(), read);
                    } else {
                        fed.add(routed.time);
                        records++;
                    }
                }
                subtask.getOutput().clear();
            }
        }
    }

    private boolean done() {
        return told.size() == subtasks.size() && told.values().stream().allMatch(HistoryRead::done);
    }

    private void publish() {
        packs.publish(PackJson.of(new Published(new Pack(NEXT, "test"), FROM, FROM - 10_000)));
    }

    @Test
    void allOfItInSeveralSharesAndWhatIsAppendedInTheFirstSeconds() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            append(i % 5, ZERO + i * 900L);
        }
        start(2, OperatorSubtaskState.builder().build(), 2);
        elapse(1_000);
        assertThat(fed).isEmpty();
        publish();
        elapse(4_000);
        assertThat(done()).isFalse();
        append(3, ZERO + 950_001);
        append(4, FROM); // is judged by the rule in the ordinary way
        elapse(3_000);
        assertThat(done()).isTrue();
        assertThat(fed).hasSize(1_001).contains(ZERO + 950_001).allMatch(time -> time < FROM);
        assertThat(records).isEqualTo(1_001);
    }

    @Test
    void aRestartGoesOnWhereItWasWithTheSharesDealtAnew() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            append(i % 5, ZERO + i * 900L);
        }
        publish();
        start(1, OperatorSubtaskState.builder().build(), 1);
        elapse(60);
        restart(3);
        elapse(200);
        restart(2);
        elapse(6_000);
        assertThat(done()).isTrue();
        assertThat(fed).hasSize(1_000);
        assertThat(records).isEqualTo(1_000);
        assertThat(told.values()).allSatisfy(read -> assertThat(read.first()).contains(ZERO));
    }

    @Test
    void onceDoneItIsToldAgainButNotReadAgain() throws Exception {
        append(0, ZERO);
        publish();
        start(2, OperatorSubtaskState.builder().build(), 2);
        elapse(6_000);
        assertThat(done()).isTrue();
        int opened = history.opened();
        append(1, ZERO + 1);
        restart(3);
        elapse(6_000);
        assertThat(done()).isTrue();
        assertThat(history.opened()).isEqualTo(opened);
        assertThat(fed).containsExactly(ZERO);
    }

    @Test
    void noFurtherBackThanTheRuleLooks() throws Exception {
        long day = 86_400_000;
        append(0, FROM - 60_000 - day - 1); // no event is appended so long before its time
        append(0, FROM - 60_000 - day);
        append(0, FROM - 1);
        publish();
        start(1, OperatorSubtaskState.builder().build(), 1);
        elapse(6_000);
        assertThat(fed).containsExactly(FROM - 60_000 - day, FROM - 1);
    }
}
