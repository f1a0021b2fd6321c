package io.tokenwatch.flink.live;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.backfill.Backfills;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.operator.FeedBegun;
import io.tokenwatch.flink.operator.KnownFeeds;
import io.tokenwatch.flink.operator.Notice;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.pack.KnownPacks;
import io.tokenwatch.flink.pack.PackFeed;
import io.tokenwatch.flink.pack.PackNews;
import io.tokenwatch.flink.pack.PackRecord;
import io.tokenwatch.flink.pack.PackReport;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.source.ArrivalHistory;
import io.tokenwatch.flink.topology.Routing;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.RuleFiles;
import java.io.Serial;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends each event to the keys that some rule groups by, and each dead letter aside. Chained to the source, so it has one input and
 * follows the packs by itself: to their end before the first event, then some times a second. For packs that want it, it reads the
 * events of the past besides.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else
final class RouteArrivals extends AbstractStreamOperator<RoutedRecord>
        implements OneInputStreamOperator<Arrival, RoutedRecord> {
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    /** What becomes of packs; of the first subtask only. */
    static final OutputTag<DocumentWrite> STATUS = new OutputTag<>("status", DocumentWrite.TYPE);

    @Serial
    private static final long serialVersionUID = 1L;

    /** Well below the 2 s that a pack is published ahead. */
    private static final long FOLLOW_MILLIS = 100;

    /** Between two slices of reading the past. */
    private static final long PAUSE_MILLIS = 20;

    private final RuleFiles base;
    private final PackFeed feed;
    private final ArrivalHistory history;
    private final EnumSet<Field> supplied;
    private final String runId;

    private transient KnownPacks packs;
    private transient Routing routing;
    private transient KnownFeeds feeds;
    private transient Backfills backfills;
    private transient @Nullable PackReport report;
    private transient StreamRecord<RoutedRecord> outgoing;
    private transient @Nullable ScheduledFuture<?> following;
    private transient @Nullable ScheduledFuture<?> readingThePast;
    private transient Counter heardLate;
    private transient long newest;
    private transient boolean started;

    /** @param supplied the fields that events can have */
    RouteArrivals(RuleFiles base, PackFeed feed, ArrivalHistory history, Set<Field> supplied, String runId) {
        this.base = base;
        this.feed = feed;
        this.history = history;
        this.supplied = EnumSet.copyOf(supplied);
        this.runId = runId;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        report = subtask == 0 ? new PackReport(runId, supplied) : null;
        newest = Long.MIN_VALUE;
        packs = KnownPacks.open(base, feed, context.getOperatorStateStore(), subtask, this::heard);
        feeds = KnownFeeds.restore(context.getOperatorStateStore(), start -> tell(new FeedBegun(start)));
        backfills = Backfills.restore(
                context.getOperatorStateStore(),
                history,
                subtask,
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks());
        started = true;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Routing opened = new Routing(packs.plans(), feeds.feeds());
        getMetricGroup().gauge("keysLeftOut", opened::keysLeftOut);
        getMetricGroup().gauge("feedsLeftOut", opened::feedsLeftOut);
        routing = opened;
        outgoing = new StreamRecord<>(new RoutedRecord());
        heardLate = getMetricGroup().counter("packsHeardLate");
        following =
                getProcessingTimeService().scheduleWithFixedDelay(time -> follow(time), FOLLOW_MILLIS, FOLLOW_MILLIS);
        backfills.update(packs.log(), getProcessingTimeService().getCurrentProcessingTime());
        readingThePast = getProcessingTimeService()
                .scheduleWithFixedDelay(time -> backfills.read(time, this::feed, this::tell), 0, PAUSE_MILLIS);
    }

    private void heard(PackRecord record, Verdict verdict) {
        PackReport first = report;
        if (first != null) {
            first.heard(record, verdict, getProcessingTimeService().getCurrentProcessingTime());
        }
        if (started && verdict.accepted() && verdict.effectiveFrom() <= newest) {
            heardLate.inc();
            PackNews.say(
                    runId,
                    "pack %s was heard of late: events up to %s have been judged by the one before"
                            .formatted(verdict.hash(), Instant.ofEpochMilli(newest)));
        }
    }

    private void follow(long now) {
        if (packs.more()) {
            routing.update();
            feeds.update(packs.log());
            backfills.update(packs.log(), now);
        }
        PackReport first = report;
        if (first != null) {
            first.due(packs.log(), now).forEach(document -> output.collect(STATUS, new StreamRecord<>(document)));
        }
    }

    private void feed(int backfill, TokenEvent event) {
        routing.backfill(backfill, event, record -> output.collect(outgoing.replace(record)));
    }

    private void tell(Notice notice) {
        int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        notice.toAll(keyGroups, record -> output.collect(outgoing.replace(record)));
    }

    @Override
    public void processElement(StreamRecord<Arrival> element) {
        Arrival arrival = element.getValue();
        DeadLetter letter = arrival.deadLetter();
        if (letter != null) {
            output.collect(DEAD_LETTERS, new StreamRecord<>(letter));
        } else {
            newest = Math.max(newest, arrival.event().eventTime());
            routing.route(arrival.event(), arrival.kafkaTime(), record -> output.collect(outgoing.replace(record)));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        packs.snapshot();
        feeds.snapshot();
        backfills.snapshot();
    }

    @Override
    public void close() throws Exception {
        ScheduledFuture<?> timer = following;
        if (timer != null) {
            timer.cancel(false);
        }
        ScheduledFuture<?> reading = readingThePast;
        if (reading != null) {
            reading.cancel(false);
        }
        Backfills past = backfills;
        if (past != null) {
            past.close();
        }
        KnownPacks known = packs;
        if (known != null) {
            known.close();
        }
        super.close();
    }
}
