package io.tokenwatch.flink.posture;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.indicator.CellWire;
import io.tokenwatch.flink.indicator.SigningKeyOperator;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.flink.ledger.LedgerWire;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.posture.Excerpt;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.posture.SeenEvents;
import io.tokenwatch.posture.Sums;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Lets each event through once, as what it says to ledger and indicators. The key is a part of a minute, so that one state holds
 * many events. Its own output are the entries for ties.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
final class DistinctOperator extends KeyedOperator<SeenPart, KeyedBytes> {
    /** What says itself which grant it is about. */
    static final OutputTag<KeyedBytes> FACTS = new OutputTag<>("facts", KeyedBytes.TYPE);

    static final OutputTag<KeyedBytes> CELLS = new OutputTag<>("cells", KeyedBytes.TYPE);
    static final OutputTag<KeyedBytes> KEYS = new OutputTag<>("signing-keys", KeyedBytes.TYPE);

    @Serial
    private static final long serialVersionUID = 1L;

    private final PosturePolicy policy;
    private final long lateness;

    private transient Sums sums;
    private transient TokenEvent event;
    private transient Counter repeated;
    private transient Counter late;

    /** @param lateness how late an event may come, milliseconds */
    DistinctOperator(PosturePolicy policy, long lateness, int cached) {
        super(cached);
        this.policy = policy;
        this.lateness = lateness;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sums = new Sums(policy);
        event = new TokenEvent();
        repeated = getMetricGroup().counter("repeatedEvents");
        late = getMetricGroup().counter("lateEvents");
    }

    @Override
    public void processElement(StreamRecord<KeyedBytes> element) throws Exception {
        BytesIn in = new BytesIn(element.getValue().bytes());
        in.readLong();
        Excerpt.decode(in, event);
        if (event.eventTime() < now() - lateness) {
            late.inc();
            sums.late(event, now() - lateness, this::emit);
        } else {
            super.processElement(element);
        }
    }

    @Override
    protected SeenPart accept(@Nullable SeenPart state, KeyedBytes record) {
        SeenPart part = state == null ? new SeenPart(Cell.minuteOf(event.eventTime()), new SeenEvents()) : state;
        if (part.events().add(new BytesIn(record.bytes()).readLong())) {
            sums.accept(event, this::emit);
        } else {
            repeated.inc();
        }
        return part;
    }

    private void emit(Entry entry) {
        StreamRecord<KeyedBytes> record = new StreamRecord<>(LedgerWire.write(entry));
        if (entry instanceof Entry.Fact) {
            output.collect(FACTS, record);
        } else {
            output.collect(record);
        }
    }

    @Override
    protected void send() {
        sums.take(
                (cell, tally) -> output.collect(CELLS, new StreamRecord<>(CellWire.write(cell, tally))),
                key -> output.collect(KEYS, new StreamRecord<>(SigningKeyOperator.write(key))));
    }

    @Override
    protected @Nullable SeenPart pass(SeenPart part) {
        return now() >= due(part) ? null : part;
    }

    @Override
    protected long due(SeenPart part) {
        return part.minute() + Cell.MINUTE + lateness;
    }

    @Override
    protected void encode(SeenPart part, BytesOut out) {
        out.writeSigned(part.minute());
        part.events().encode(out);
    }

    @Override
    protected SeenPart decode(BytesIn in) {
        return new SeenPart(in.readSigned(), SeenEvents.decode(in));
    }
}
