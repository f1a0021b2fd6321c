package io.tokenwatch.flink.operator;

import io.tokenwatch.engine.Holds;
import io.tokenwatch.engine.Judge;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.keyed.OwnKeyContext;
import io.tokenwatch.flink.pack.KnownPacks;
import io.tokenwatch.flink.pack.PackFeed;
import io.tokenwatch.rule.RuleFiles;
import java.io.Serial;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges all rules for all keys. One read and one write of state per record and key at most, and none where the cache holds
 * the key. What has changed is written before the barrier passes, so a checkpoint holds exactly what came before it.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else
public final class DetectOperator extends OwnKeyContext<RoutedRecord, AlertRecord> {
    @Serial
    private static final long serialVersionUID = 1L;

    /** How often to look for packs that nobody has routed by yet. */
    private static final long NEWS_MILLIS = 500;

    /** Of the circuit breaker, and what the rules cost. */
    public static final OutputTag<DocumentWrite> STATUS = new OutputTag<>("status", DocumentWrite.TYPE);

    private final RuleFiles files;
    private final PackFeed feed;
    private final DetectSettings settings;
    private final Deliveries deliveries;

    private transient EntityStore store;
    private transient DueKeys due;
    /** Reused: whoever keeps a key copies it. */
    private transient Key128 lookup;

    private transient Entities entities;
    private transient HeldRecords held;
    private transient Judge judge;
    private transient EventTime now;
    private transient Visits visits;
    private transient RuleCosts costs;
    private transient Knowledge knowledge;
    private transient AlertPublisher publisher;
    private transient Progress progress;
    private transient StreamRecord<AlertRecord> outgoing;
    private transient Counter late;
    private transient Counter published;
    private transient @Nullable ScheduledFuture<?> growth;
    private transient @Nullable ScheduledFuture<?> news;
    /** That of the last record, and whether it is one that is fed with what happened before. */
    private transient int pack;

    private transient boolean fed;

    private transient boolean batch;
    /** Whether it starts without any state. */
    private transient boolean fresh;

    public DetectOperator(RuleFiles files, DetectSettings settings) {
        this(files, PackFeed.none(), settings);
    }

    public DetectOperator(RuleFiles files, PackFeed feed, DetectSettings settings) {
        this(files, feed, settings, Deliveries.NONE);
    }

    /**
     * @param files in force until a pack of the feed is
     * @param deliveries who is told of alerts
     */
    public DetectOperator(RuleFiles files, PackFeed feed, DetectSettings settings, Deliveries deliveries) {
        this.deliveries = deliveries;
        this.files = files;
        this.feed = feed;
        this.settings = settings;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        fresh = !context.isRestored();
        lookup = new Key128();
        due = new DueKeys();
        due.restore(context.getRawKeyedStateInputs());
        progress = Progress.restore(
                context.getOperatorStateStore(),
                getProcessingTimeService().getCurrentProcessingTime(),
                getRuntimeContext().getTaskInfo().getAttemptNumber());
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        knowledge = Knowledge.restore(
                context.getOperatorStateStore(),
                KnownPacks.open(files, feed, context.getOperatorStateStore(), subtask, (record, verdict) -> {}),
                settings,
                subtask == 0);
        publisher = new AlertPublisher(
                context.getOperatorStateStore(),
                settings,
                deliveries,
                knowledge,
                progress,
                subtask,
                getProcessingTimeService()::getCurrentProcessingTime);
    }

    @Override
    public void open() throws Exception {
        super.open();
        store = new StoredEntities(this);
        judge = new Judge(knowledge.plans());
        costs = new RuleCosts(
                System::nanoTime,
                getMetricGroup(),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
        judge.meter(costs);
        knowledge.onChange(this::hold);
        batch = getKeyedStateBackend().getBackendTypeIdentifier().equals("batch");
        entities = batch
                ? new BatchEntities(store, live -> visits.publishGrowth(live))
                : settings.cacheEntities() > 0
                        ? new CachedEntities(store, settings.cacheEntities(), fresh)
                        : new DirectEntities(store);
        held = new HeldRecords(entities, this::judge, getProcessingTimeService());
        now = new EventTime(
                settings.latenessMillis(),
                progress.horizon(),
                progress.observed(knowledge.feeds(), settings.latenessMillis()));
        visits = new Visits(entities, judge, now, publisher, batch ? null : due);
        outgoing = new StreamRecord<>(new AlertRecord());
        late = getMetricGroup().counter("lateEvents");
        published = getMetricGroup().counter("alertsPublished");
        publisher.open(batch, getMetricGroup(), this::emit);
        getMetricGroup().gauge("keysDue", due::size);
        getMetricGroup().gauge("rulesBackfilling", knowledge::fedRules);
        if (!batch) {
            growth = getProcessingTimeService()
                    .scheduleWithFixedDelay(
                            time -> publishAllGrowth(), settings.growthMillis(), settings.growthMillis());
            news = getProcessingTimeService().scheduleWithFixedDelay(this::look, NEWS_MILLIS, NEWS_MILLIS);
        }
    }

    /** A record that comes from another task is nobody else's. */
    @Override
    public void processElement(StreamRecord<RoutedRecord> element) throws Exception {
        if (batch) {
            judge(element.getValue().routed());
        } else {
            held.add(element.getValue().routed());
        }
    }

    private void judge(Routed routed) throws Exception {
        if (routed.group == Notice.GROUP) {
            knowledge.take(Notice.read(routed));
            return;
        }
        if (routed.pack != pack) {
            fed = knowledge.require(routed.pack);
            pack = routed.pack;
        }
        if (!fed) {
            count(routed);
        }
        publisher.because(routed.appendTime);
        LiveEntity live = entities.get(looked(routed));
        visits.arrange(live, judge.judge(routed, live, now.horizon(), now.observed(), publisher));
        entities.changed(live);
    }

    private void count(Routed routed) {
        if (routed.time < now.horizon()) {
            late.inc();
        } else {
            knowledge.saw(routed.time);
        }
    }

    private void hold(Holds holds) {
        judge.hold(holds);
        publisher.releaseFed();
    }

    private Key128 looked(Routed routed) {
        lookup.set(routed.keyHigh, routed.keyLow);
        return lookup;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        held.judge();
        now.reach(mark.getTimestamp());
        if (now.watermark() == Long.MAX_VALUE && !batch) {
            output.emitWatermark(mark); // the end of the input: no timer has anything left to do
            return;
        }
        if (!batch) {
            publisher.because(0);
            visits.visitDue();
            publisher.reach(now.watermark());
        }
        super.processWatermark(mark);
    }

    private void look(long clock) {
        knowledge.lookForPacks();
        publisher.look();
        costs.report(clock, settings.runId(), progress.attempt()).forEach(this::tell);
    }

    private void emit(AlertRecord record) {
        published.inc();
        output.collect(outgoing.replace(record));
    }

    private void publishAllGrowth() throws Exception {
        visits.publishGrowth();
        publisher.tellKeptQuiet(this::tell);
    }

    private void tell(DocumentWrite document) {
        output.collect(STATUS, new StreamRecord<>(document));
    }

    /** Everything that came before the barrier is published or written before it passes. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        held.judge();
        publishAllGrowth();
        entities.flush();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        publisher.snapshot(context.getCheckpointId(), now.horizon());
        progress.snapshot(now.horizon());
        knowledge.snapshot();
        due.snapshot(
                context.getRawKeyedOperatorStateOutput(),
                getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    }

    /** That of {@link DueKeys}, in the place of Flink's own timers. */
    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        publisher.complete(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        held.judge();
        publishAllGrowth();
        if (batch) {
            entities.flush(); // closes the last key; elsewhere the final checkpoint flushes
        }
        publisher.finish();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        ScheduledFuture<?> timer = growth;
        if (timer != null) {
            timer.cancel(false);
        }
        ScheduledFuture<?> look = news;
        if (look != null) {
            look.cancel(false);
        }
        Knowledge known = knowledge;
        if (known != null) {
            known.close();
        }
        entities = new DirectEntities(store); // lets go of what it held, whoever still holds the operator
        super.close();
    }
}
