package io.tokenwatch.flink.posture;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.indicator.IndicatorOperator;
import io.tokenwatch.flink.indicator.SigningKeyOperator;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.ledger.LedgerOperator;
import io.tokenwatch.flink.ledger.TieOperator;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.topology.Uids;
import io.tokenwatch.posture.PosturePolicy;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From events and alerts to the documents of ledger and indicators:
 *
 * <pre>
 * arrivals -> observe -> distinct -+-> ties --+-> ledger pages -> documents
 *             alerts --------------+----------+       | lags
 *                                  +-> signing keys --+-> indicators -> documents
 * </pre>
 */
public final class Posture {
    /** States that a subtask holds live: of pages and ties some kilobytes each, of minutes the current ones. */
    private static final int CACHED = 20_000;

    private static final int CACHED_MINUTES = 128;

    private Posture() {}

    /** @param lateness how late an event may come, milliseconds */
    public static DataStream<DocumentWrite> define(
            DataStream<Arrival> arrivals, DataStream<AlertRecord> alerts, PosturePolicy policy, long lateness) {
        long keep = policy.ledger().keep();
        SingleOutputStreamOperator<KeyedBytes> observed = arrivals.process(new Observe(policy.since()))
                .returns(KeyedBytes.TYPE)
                .name("observe")
                .uid(Uids.POSTURE_OBSERVE);
        SingleOutputStreamOperator<KeyedBytes> distinct = keyed(observed)
                .transform("distinct", KeyedBytes.TYPE, new DistinctOperator(policy, lateness, CACHED_MINUTES))
                .uid(Uids.POSTURE_DISTINCT);
        SingleOutputStreamOperator<KeyedBytes> alerted = alerts.process(new AlertsSeen())
                .returns(KeyedBytes.TYPE)
                .name("alerts seen")
                .uid(Uids.POSTURE_ALERTS);
        SingleOutputStreamOperator<KeyedBytes> tied = keyed(distinct.union(alerted))
                .transform("ties", KeyedBytes.TYPE, new TieOperator(policy.ledger(), lateness, CACHED))
                .uid(Uids.LEDGER_TIES);
        SingleOutputStreamOperator<DocumentWrite> ledger = keyed(tied.union(
                        distinct.getSideOutput(DistinctOperator.FACTS), alerted.getSideOutput(AlertsSeen.FACTS)))
                .transform("ledger", DocumentWrite.TYPE, new LedgerOperator(policy, CACHED))
                .uid(Uids.LEDGER_PAGES);
        SingleOutputStreamOperator<KeyedBytes> keys = keyed(distinct.getSideOutput(DistinctOperator.KEYS))
                .transform("signing keys", KeyedBytes.TYPE, new SigningKeyOperator(keep, CACHED))
                .uid(Uids.SIGNING_KEYS);
        SingleOutputStreamOperator<DocumentWrite> indicators = keyed(distinct.getSideOutput(DistinctOperator.CELLS)
                        .union(
                                keys,
                                observed.getSideOutput(Observe.CELLS),
                                alerted.getSideOutput(AlertsSeen.CELLS),
                                ledger.getSideOutput(LedgerOperator.CELLS)))
                .transform("indicators", DocumentWrite.TYPE, new IndicatorOperator(lateness, keep, CACHED))
                .uid(Uids.INDICATORS);
        return ledger.union(indicators);
    }

    private static KeyedStream<KeyedBytes, Key128> keyed(DataStream<KeyedBytes> records) {
        return records.keyBy(KeyedBytes::key, new ValueTypeInfo<>(Key128.class));
    }
}
