package io.tokenwatch.replay.cluster;

import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.topology.Routing;
import io.tokenwatch.state.BytesOut;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Routes each event where it is read, copies included: what the keys meet is known, so that most come to nothing and need not be sorted. Where
 * no copies differ it does not matter which of them counts.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class RouteParts extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<byte[], byte[]>, BoundedOneInput {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Assignment assignment;
    private final Folder says;

    private transient Heard heard;
    private transient Routing routing;
    private transient TokenEvent event;
    private transient RoutedRecords records;
    private transient BytesOut scratch;
    private transient StreamRecord<byte[]> outgoing;
    private transient long leftOut;

    /** @param says where to write what was heard */
    RouteParts(Assignment assignment, Folder says) {
        this.assignment = assignment;
        this.says = says;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Work work = assignment.work(getRuntimeContext());
        heard = new Heard();
        routing = new Routing(new Plans(work.log()), heard.feeds(), work.prospects());
        event = new TokenEvent();
        records = new RoutedRecords();
        scratch = new BytesOut(4096);
        outgoing = new StreamRecord<>(new byte[0]);
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) {
        byte[] row = element.getValue();
        if (Row.isMatched(row)) {
            int met = Row.event(row, event);
            heard.event(event.eventTime());
            records.clear();
            routing.route(event, met, 0, record -> records.add(record.routed()));
            long now = routing.keysLeftOut();
            row = RoutedRow.of(Row.id(row), Row.content(row), event.eventTime(), now - leftOut, records, scratch);
            leftOut = now;
        }
        output.collect(outgoing.replace(row));
    }

    @Override
    public void endInput() throws IOException {
        heard.write(says);
    }
}
