package io.tokenwatch.replay.cluster;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.keyed.OwnKeyContext;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.topology.Routing;
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

    private final String name;

    private transient Work work;
    private transient Feeds feeds;
    private transient Routing routing;
    private transient TokenEvent event;
    private transient StreamRecord<RoutedRecord> outgoing;
    private transient byte @Nullable [] best;
    private transient boolean differ;
    private transient long distinct;
    private transient long duplicates;
    private transient long conflicts;
    private transient long routed;

    RouteDistinct(String work) {
        this.name = work;
    }

    @Override
    public void open() throws Exception {
        super.open();
        work = Work.named(name);
        feeds = new Feeds();
        routing = new Routing(new Plans(work.log()), feeds);
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
                routing.route(event, 0, this::send);
            }
        }
    }

    private void send(RoutedRecord record) {
        routed++;
        output.collect(outgoing.replace(record, record.routed().time));
    }

    @Override
    public void endInput() {
        route();
        best = null;
        work.distinct.add(distinct);
        work.duplicates.add(duplicates);
        work.conflicts.add(conflicts);
        work.routed.add(routed);
        work.keysLeftOut.add(routing.keysLeftOut());
        work.heard(feeds);
    }
}
