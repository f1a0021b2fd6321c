package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.pack.KnownPacks;
import io.tokenwatch.flink.pack.MemoryPacks;
import io.tokenwatch.flink.testing.AlertIndex;
import io.tokenwatch.flink.topology.Routing;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.Published;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * The keyed operator in Flink's harness, one per subtask, driven as a stream task drives it: each record a new one, a
 * barrier before each snapshot, word of its completion after it. What it emits goes to an index that outlives crashes.
 */
final class LiveOperator implements AutoCloseable {
    private static final int KEY_GROUPS = 128;

    private final DetectSettings settings;
    private final StateBackend backend;
    private final Deliveries deliveries;
    private final List<KeyedOneInputStreamOperatorTestHarness<Key128, RoutedRecord, AlertRecord>> subtasks =
            new ArrayList<>();
    private final List<InterceptingOperatorMetricGroup> metrics = new ArrayList<>();
    private final AlertIndex index = new AlertIndex();
    private final Map<String, DocumentWrite> status = new TreeMap<>();
    private final List<AlertRecord> emitted = new ArrayList<>();
    private RuleFiles rules;
    private Routing routing;
    private Feeds feeds = new Feeds(start -> tell(new FeedBegun(start)));
    private List<Feeds.Start> completedFeeds = List.of();
    private MemoryPacks packs = new MemoryPacks();
    private PackHistory history;
    private Plans plans;
    private OperatorSubtaskState completed = OperatorSubtaskState.builder().build();
    private int completedParallelism;
    private long checkpoint;
    private long clock = 1_000_000;
    private long clockStep = 10;

    LiveOperator(RuleFiles rules, DetectSettings settings) throws Exception {
        this(rules, settings, 1, new HashMapStateBackend());
    }

    LiveOperator(RuleFiles rules, DetectSettings settings, int parallelism, StateBackend backend) throws Exception {
        this(rules, settings, parallelism, backend, Deliveries.NONE);
    }

    LiveOperator(RuleFiles rules, DetectSettings settings, int parallelism, StateBackend backend, Deliveries deliveries)
            throws Exception {
        this.deliveries = deliveries;
        this.rules = rules;
        this.settings = settings;
        this.backend = backend;
        this.history = new PackHistory(KnownPacks.base(rules));
        this.plans = new Plans(history.log());
        this.routing = new Routing(plans, feeds);
        start(parallelism);
    }

    private void start(int parallelism) throws Exception {
        for (int i = 0; i < parallelism; i++) {
            var subtask = new KeyedOneInputStreamOperatorTestHarness<>(
                    new DetectOperator(rules, packs, settings, deliveries),
                    RoutedRecord::key,
                    new ValueTypeInfo<>(Key128.class),
                    environment(parallelism, i));
            subtask.setStateBackend(backend);
            subtask.getExecutionConfig().enableObjectReuse();
            subtask.setup(new ValueTypeInfo<>(AlertRecord.class)
                    .createSerializer(subtask.getExecutionConfig().getSerializerConfig()));
            subtask.setProcessingTime(clock);
            if (completedParallelism > 0) {
                subtask.setRestoredCheckpointId(checkpoint);
                subtask.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        completed, KEY_GROUPS, completedParallelism, parallelism, i));
            }
            subtask.open();
            subtasks.add(subtask);
        }
        drain();
    }

    private MockEnvironment environment(int parallelism, int subtask) {
        InterceptingOperatorMetricGroup measured = new InterceptingOperatorMetricGroup();
        metrics.add(measured);
        return new MockEnvironmentBuilder()
                .setManagedMemorySize(32 << 20)
                .setMaxParallelism(KEY_GROUPS)
                .setParallelism(parallelism)
                .setSubtaskIndex(subtask)
                .setMetricGroup(new InterceptingTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return measured;
                    }
                })
                .build();
    }

    void accept(TokenEvent event) {
        routing.route(event, 0, this::process);
        drain();
    }

    /** An event of the past, for a backfill. */
    void feed(int number, TokenEvent event) {
        routing.backfill(number, event, this::process);
        drain();
    }

    void tell(Notice notice) {
        notice.toAll(KEY_GROUPS, this::process);
        drain();
    }

    private void process(RoutedRecord record) {
        int target = KeyGroupRangeAssignment.assignKeyToParallelOperator(record.key(), KEY_GROUPS, subtasks.size());
        try {
            subtasks.get(target).processElement(record.copy(), record.routed().time);
        } catch (Exception e) {
            throw new IllegalStateException("cannot judge a record of " + record.routed().time, e);
        }
    }

    /** A pack is published, and the routing hears of it; the operator has not been told. */
    Verdict publish(RuleFiles files, long from) {
        packs.publish(json(files, from));
        return hear(files, from);
    }

    private static byte[] json(RuleFiles files, long from) {
        return PackJson.of(new Published(new Pack(files, "test"), from, from - 10_000));
    }

    /** The routing hears of a pack. */
    Verdict hear(RuleFiles files, long from) {
        Verdict verdict = history.offer(json(files, from), 0);
        plans.update(history.log());
        routing.update();
        return verdict;
    }

    /** The topic of the packs is lost. */
    void losePacks() {
        packs = new MemoryPacks();
    }

    PackLog log() {
        return history.log();
    }

    void watermark(long time) throws Exception {
        for (var subtask : subtasks) {
            subtask.processWatermark(time);
        }
        drain();
    }

    /** Lets processing time pass. */
    void elapse(long millis) throws Exception {
        clock += millis;
        for (var subtask : subtasks) {
            subtask.setProcessingTime(clock);
        }
        drain();
    }

    /** A barrier passes, and what it must hold is written down. */
    OperatorSubtaskState snapshot() throws Exception {
        barrier();
        return write();
    }

    /** The part before the barrier is sent on. */
    void barrier() throws Exception {
        checkpoint++;
        for (var subtask : subtasks) {
            subtask.prepareSnapshotPreBarrier(checkpoint);
        }
        drain();
    }

    /** The part after the barrier was sent on. */
    OperatorSubtaskState write() throws Exception {
        List<OperatorSubtaskState> parts = new ArrayList<>();
        for (var subtask : subtasks) {
            parts.add(subtask.snapshot(checkpoint, clock));
        }
        drain();
        return AbstractStreamOperatorTestHarness.repackageState(parts.toArray(OperatorSubtaskState[]::new));
    }

    /** The snapshot is safe, from now on a crash goes back to it; but nobody has heard of it yet. */
    void keep(OperatorSubtaskState snapshot) {
        completed = snapshot;
        completedFeeds = List.copyOf(feeds.starts());
        completedParallelism = subtasks.size();
    }

    /** The last snapshot is safe, and the operator is told. */
    void complete(OperatorSubtaskState snapshot) throws Exception {
        keep(snapshot);
        for (var subtask : subtasks) {
            subtask.notifyOfCompletedCheckpoint(checkpoint);
        }
        drain();
    }

    void checkpoint() throws Exception {
        complete(snapshot());
    }

    /** Back to the last completed checkpoint. */
    void crash() throws Exception {
        restart(rules, subtasks.size());
    }

    void restart(RuleFiles newRules, int parallelism) throws Exception {
        close();
        clock += clockStep;
        rules = newRules;
        history = new PackHistory(KnownPacks.base(rules));
        packs.records().forEach(record -> history.offer(record.json(), record.appended()));
        plans = new Plans(history.log());
        boolean[] restored = new boolean[1];
        feeds = new Feeds(start -> {
            if (restored[0]) {
                tell(new FeedBegun(start));
            }
        });
        completedFeeds.forEach(feeds::add);
        restored[0] = true;
        routing = new Routing(plans, feeds);
        start(parallelism);
    }

    void endOfInput() throws Exception {
        watermark(Long.MAX_VALUE);
        for (var subtask : subtasks) {
            subtask.endInput();
            subtask.getOperator().finish();
        }
        drain();
    }

    /** From now on each start finds a clock that has gone back. */
    void clockGoesBack() {
        clockStep = -10_000;
    }

    /** The status documents by their ids, each in its highest version. */
    Map<String, byte[]> status() {
        Map<String, byte[]> documents = new TreeMap<>();
        status.forEach((id, write) -> documents.put(id, write.json()));
        return documents;
    }

    private void drain() {
        for (var subtask : subtasks) {
            Queue<StreamRecord<DocumentWrite>> aside = subtask.getSideOutput(DetectOperator.STATUS);
            while (aside != null && !aside.isEmpty()) {
                DocumentWrite write = aside.remove().getValue();
                status.merge(write.id(), write, (old, fresh) -> fresh.version() > old.version() ? fresh : old);
            }
            for (AlertRecord record : subtask.extractOutputValues()) {
                emitted.add(record);
                index.put(record);
            }
            subtask.getOutput().clear();
        }
    }

    /** Nothing that closing may emit counts: a crash asks nobody. */
    @Override
    public void close() {
        for (var subtask : subtasks) {
            try {
                subtask.close();
                subtask.getEnvironment().close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close", e);
            }
        }
        subtasks.clear();
    }

    /** What is held back is judged before anybody looks. */
    private void settle() {
        try {
            elapse(HeldRecords.WAIT_MILLIS);
        } catch (Exception e) {
            throw new IllegalStateException("cannot judge what was held back", e);
        }
    }

    AlertIndex index() {
        settle();
        return index;
    }

    /** Everything emitted since the start, in order. */
    List<AlertRecord> emitted() {
        settle();
        return emitted;
    }

    /** What was emitted, as rule and change. */
    List<String> changes() {
        settle();
        return emitted.stream().map(r -> r.ruleId() + " " + r.change()).toList();
    }

    /** How many keys have written state; for the hash map backend only. */
    int keys() {
        settle();
        return subtasks.stream().mapToInt(s -> s.numKeyedStateEntries()).sum();
    }

    /** How many keys wait for their sweep; over the current start only. */
    int due() {
        settle();
        return metrics.subList(metrics.size() - subtasks.size(), metrics.size()).stream()
                .mapToInt(measured -> (Integer) ((Gauge<?>) measured.get("keysDue")).getValue())
                .sum();
    }

    /** Events counted as late, over all starts. */
    long late() {
        settle();
        return metrics.stream()
                .map(measured -> measured.get("lateEvents"))
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }
}
