package io.tokenwatch.flink.posture;

import io.tokenwatch.flink.indicator.CellWire;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.ledger.LedgerWire;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.posture.AlertReader;
import java.io.Serial;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** What alerts say to ledger and indicators. Those of rules in shadow mode say nothing. */
final class AlertsSeen extends ProcessFunction<AlertRecord, KeyedBytes> {
    /** What says itself which grant it is about. */
    static final OutputTag<KeyedBytes> FACTS = new OutputTag<>("alert-facts", KeyedBytes.TYPE);

    static final OutputTag<KeyedBytes> CELLS = new OutputTag<>("alert-cells", KeyedBytes.TYPE);

    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(AlertRecord alert, Context context, Collector<KeyedBytes> out) {
        if (alert.shadow()) {
            return;
        }
        AlertReader reader = AlertReader.of(alert.document());
        reader.entries(alert.version(), entry -> {
            if (entry instanceof Entry.Fact) {
                context.output(FACTS, LedgerWire.write(entry));
            } else {
                out.collect(LedgerWire.write(entry));
            }
        });
        reader.latency((cell, tally) -> context.output(CELLS, CellWire.write(cell, tally)));
    }
}
