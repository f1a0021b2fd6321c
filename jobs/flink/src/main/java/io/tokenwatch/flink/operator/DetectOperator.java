package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Observed;
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
import java.util.LinkedHashSet;
import java.util.Set;
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

    /** Timers fire at multiples of this, so that few are set. */
    private static final long TIMER_GRAIN = 60_000;

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
    private transient RuleCosts costs;
    private transient Knowledge knowledge;
    private transient AlertPublisher publisher;
    private transient Progress progress;
    private transient Set<Key128> growing;
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

    private transient long horizon;
    private transient Observed observed;
    private transient long watermark;

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
                ? new BatchEntities(store, this::publishGrowth)
                : settings.cacheEntities() > 0
                        ? new CachedEntities(store, settings.cacheEntities(), fresh)
                        : new DirectEntities(store);
        held = new HeldRecords(entities, this::judge, getProcessingTimeService());
        growing = new LinkedHashSet<>();
        outgoing = new StreamRecord<>(new AlertRecord());
        late = getMetricGroup().counter("lateEvents");
        published = getMetricGroup().counter("alertsPublished");
        publisher.open(batch, getMetricGroup(), this::emit);
        getMetricGroup().gauge("keysDue", due::size);
        getMetricGroup().gauge("rulesBackfilling", knowledge::fedRules);
        horizon = progress.horizon();
        observed = progress.observed(knowledge.feeds(), settings.latenessMillis());
        watermark = Long.MIN_VALUE;
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
        if (judge.judge(routed, live, horizon, observed, publisher)) {
            growing.add(live.key());
        }
        if (live.timer() == Long.MIN_VALUE) {
            setTimer(live, judge.touchedUntil(), Math.min(judge.decidesAt(), closesAt(judge.closesAt())));
        } else if (live.needsTimer() || judge.decidesAt() < live.timer() || closesAt(judge.closesAt()) < live.timer()) {
            setTimer(live);
        }
        entities.changed(live);
    }

    private void count(Routed routed) {
        if (routed.time < horizon) {
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

    /** Never at or before the watermark: such a timer would fire at once, and again, while the horizon stands still. */
    private void setTimer(LiveEntity live, long sweepAt, long looksAt) {
        boolean never = batch || sweepAt == Long.MAX_VALUE;
        if (never && !batch) {
            judge.sweep(
                    live, horizon, observed,
                    publisher); // an event may have taught nothing: no timer would come for that
        }
        long sweep = never ? Long.MAX_VALUE : timerAt(sweepAt);
        live.timer(batch ? sweep : Math.min(sweep, looksAt));
        if (live.timer() != Long.MAX_VALUE) {
            due.add(live.key(), live.timer());
        }
    }

    private void setTimer(LiveEntity live) {
        setTimer(live, judge.sweepAt(live), Math.min(judge.decidesAt(live), closesAt(judge.closesAt(live))));
    }

    /** When the horizon has reached that time, at the next grain, and not before the watermark moves. */
    private long timerAt(long horizonThen) {
        long earliest = Math.max(horizonThen + settings.latenessMillis(), watermark);
        return earliest / TIMER_GRAIN * TIMER_GRAIN + TIMER_GRAIN;
    }

    private long closesAt(long horizonThen) {
        return horizonThen == Long.MAX_VALUE ? Long.MAX_VALUE : timerAt(horizonThen);
    }

    /** A time that is not the entity's own is left over from one that is gone. */
    private void visit(Key128 key, long time) throws Exception {
        LiveEntity live = entities.get(key);
        if (live.timer() == time) {
            boolean grown = judge.sweep(live, horizon, observed, publisher);
            if (live.isEmpty()) {
                growing.remove(live.key());
            } else {
                if (grown) {
                    growing.add(live.key());
                }
                setTimer(live);
            }
            entities.changed(live);
        } else if (live.isEmpty()) {
            entities.changed(live); // asked for in vain
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        held.judge();
        watermark = mark.getTimestamp();
        if (watermark == Long.MAX_VALUE && !batch) {
            output.emitWatermark(mark); // the end of the input: no timer has anything left to do
            return;
        }
        if (watermark != Long.MAX_VALUE && watermark > Long.MIN_VALUE + settings.latenessMillis()) {
            horizon = Math.max(horizon, watermark - settings.latenessMillis());
            observed = observed.until(watermark);
        }
        if (!batch) {
            publisher.because(0);
            due.drain(watermark, this::visit);
            publisher.reach(watermark);
        }
        super.processWatermark(mark);
    }

    private void look(long now) {
        knowledge.lookForPacks();
        publisher.look();
        costs.report(now, settings.runId(), progress.attempt()).forEach(this::tell);
    }

    private void emit(AlertRecord record) {
        published.inc();
        output.collect(outgoing.replace(record));
    }

    private void publishAllGrowth() throws Exception {
        publisher.because(0);
        for (Key128 key : growing) {
            LiveEntity live = entities.get(key);
            publishGrowth(live);
            entities.changed(live);
        }
        growing.clear();
        publisher.tellKeptQuiet(this::tell);
    }

    private void tell(DocumentWrite document) {
        output.collect(STATUS, new StreamRecord<>(document));
    }

    private void publishGrowth(LiveEntity live) {
        judge.publishGrowth(live, horizon, observed, publisher);
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
        publisher.snapshot(context.getCheckpointId(), horizon);
        progress.snapshot(horizon);
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
