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
 * Of the copies of each event, which come one after the other, routes the one that counts: that with the smallest content hash, as in
 * {@link io.tokenwatch.replay.sort.Copies}.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class RouteDistinct extends OwnKeyContext<byte[], RoutedRecord> implements BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Assignment assignment;
    private final Folder says;

    private transient Heard heard;
    private transient Routing routing;
    private transient TokenEvent event;
    private transient StreamRecord<RoutedRecord> outgoing;
    private transient byte @Nullable [] best;
    private transient boolean differ;
    private transient long distinct;
    private transient long duplicates;
    private transient long conflicts;
    private transient long routed;
    private transient long digest;

    /** @param says where to write what was heard */
    RouteDistinct(Assignment assignment, Folder says) {
        this.assignment = assignment;
        this.says = says;
    }

    @Override
    public void open() throws Exception {
        super.open();
        heard = new Heard();
        routing = new Routing(new Plans(assignment.work(getRuntimeContext()).log()), heard.feeds());
        event = new TokenEvent();
        outgoing = new StreamRecord<>(new RoutedRecord());
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) {
        byte[] row = element.getValue();
        byte[] known = best;
        if (known == null || Row.id(known) != Row.id(row)) {
            route();
            best = row;
        } else {
            duplicates++;
            differ |= Row.content(row) != Row.content(known);
            if (Row.content(row) < Row.content(known)) {
                best = row;
            }
        }
    }

    private void route() {
        byte[] counts = best;
        if (counts != null) {
            distinct++;
            conflicts += differ ? 1 : 0;
            differ = false;
            if (Row.isMatched(counts)) {
                Row.event(counts, event);
                heard.event(event.eventTime());
                digest += Row.digest(counts, event.eventTime());
                routing.route(
                        event, Row.id(counts), this::send); // where live has the time it was appended: see JudgeKeys
            }
        }
    }

    private void send(RoutedRecord record) {
        routed++;
        output.collect(outgoing.replace(record, record.routed().time));
    }

    @Override
    public void endInput() throws IOException {
        route();
        best = null;
        count(Progress.DISTINCT, distinct);
        count(Progress.DUPLICATES, duplicates);
        count(Progress.CONFLICTS, conflicts);
        count(Progress.ROUTED, routed);
        count(Progress.KEYS_LEFT_OUT, routing.keysLeftOut());
        count(Progress.DIGEST, digest);
        heard.write(says);
    }

    private void count(Progress what, long sum) {
        what.counter(getRuntimeContext()).add(sum);
    }
}
