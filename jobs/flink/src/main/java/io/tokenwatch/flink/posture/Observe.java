package io.tokenwatch.flink.posture;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.indicator.CellWire;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.posture.Excerpt;
import io.tokenwatch.posture.Identity;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends an excerpt of each event to where its copies go, and counts dead letters. */
final class Observe extends ProcessFunction<Arrival, KeyedBytes> {
    /** Counts of dead letters. */
    static final OutputTag<KeyedBytes> CELLS = new OutputTag<>("dead-letter-cells", KeyedBytes.TYPE);

    @Serial
    private static final long serialVersionUID = 1L;

    private final long since;

    /** @param since events before it are left out, milliseconds since the epoch */
    Observe(long since) {
        this.since = since;
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<KeyedBytes> out) {
        DeadLetter letter = arrival.deadLetter();
        if (letter != null) {
            Cell cell = Cell.of(Indicator.DEAD_LETTERS, Math.max(0, arrival.kafkaTime()), null, null)
                    .withSource(arrival.topic());
            context.output(CELLS, CellWire.write(cell, Tally.count(1)));
            return;
        }
        TokenEvent event = arrival.event();
        if (event.eventTime() < since) {
            return;
        }
        Identity identity = Identity.of(event);
        Key key = identity.key();
        BytesOut bytes = new BytesOut(384);
        bytes.writeLong(identity.hash());
        Excerpt.encode(event, bytes);
        out.collect(new KeyedBytes(new Key128(key.high(), key.low()), bytes.toByteArray()));
    }
}
