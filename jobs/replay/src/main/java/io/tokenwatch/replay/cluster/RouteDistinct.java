package io.tokenwatch.replay.cluster;

import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.keyed.OwnKeyContext;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.topology.Routing;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Of the copies of each event, which come one after the other, routes the one that counts, or hands on what it was routed to: that with the smallest
 * content hash, as in {@link io.tokenwatch.replay.sort.Copies}.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class RouteDistinct extends OwnKeyContext<byte[], RoutedRecord> implements BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Assignment assignment;
    private final Folder says;
    private final boolean routed;

    private transient RoutedRow row;
    private transient Heard heard;
    private transient Routing routing;
    private transient TokenEvent event;
    private transient StreamRecord<RoutedRecord> outgoing;
    private transient byte @Nullable [] best;
    private transient boolean differ;
    private transient long distinct;
    private transient long duplicates;
    private transient long conflicts;
    private transient long records;
    private transient long digest;
    private transient long leftOut;
    private transient RoutedRecord sent;

    /**
     * Routes.
     *
     * @param says where to write what was heard
     * @param routed whether it has been done by {@link RouteParts}
     */
    RouteDistinct(Assignment assignment, Folder says, boolean routed) {
        this.assignment = assignment;
        this.says = says;
        this.routed = routed;
    }

    @Override
    public void open() throws Exception {
        super.open();
        heard = new Heard();
        Work work = assignment.work(getRuntimeContext());
        routing = new Routing(new Plans(work.log()), heard.feeds(), work.prospects());
        row = new RoutedRow();
        event = new TokenEvent();
        outgoing = new StreamRecord<>(new RoutedRecord());
        sent = new RoutedRecord();
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) {
        byte[] next = element.getValue();
        byte[] known = best;
        if (known == null || Row.id(known) != Row.id(next)) {
            route();
            best = next;
        } else {
            duplicates++;
            differ |= Row.content(next) != Row.content(known);
            if (Row.content(next) < Row.content(known)) {
                best = next;
            }
        }
    }

    private void route() {
        byte[] counts = best;
        if (counts != null) {
            distinct++;
            conflicts += differ ? 1 : 0;
            differ = false;
            if (Row.isMatched(counts) && routed) {
                row.over(counts);
                digest += Row.digest(counts, row.time());
                leftOut += row.keysLeftOut();
                row.forEach(record -> {
                    record.appendTime = Row.id(counts);
                    send(sent.over(record));
                });
            } else if (Row.isMatched(counts)) {
                int met = Row.event(counts, event);
                heard.event(event.eventTime());
                digest += Row.digest(counts, event.eventTime());
                routing.route(
                        event,
                        met,
                        Row.id(counts),
                        this::send); // where live has the time it was appended: see JudgeKeys
            }
        }
    }

    private void send(RoutedRecord record) {
        records++;
        output.collect(outgoing.replace(record, record.routed().time));
    }

    @Override
    public void endInput() throws IOException {
        route();
        best = null;
        count(Progress.DISTINCT, distinct);
        count(Progress.DUPLICATES, duplicates);
        count(Progress.CONFLICTS, conflicts);
        count(Progress.ROUTED, records);
        count(Progress.KEYS_LEFT_OUT, leftOut + routing.keysLeftOut());
        count(Progress.DIGEST, digest);
        heard.write(says);
    }

    private void count(Progress what, long sum) {
        what.counter(getRuntimeContext()).add(sum);
    }
}
