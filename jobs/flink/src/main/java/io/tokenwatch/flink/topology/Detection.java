package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.operator.DetectOperator;
import io.tokenwatch.flink.operator.DetectSettings;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.pack.PackFeed;
import io.tokenwatch.rule.RuleFiles;
import org.apache.flink.api.java.typeutils.ValueTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The keyed part that every job shares, live or replayed, whatever its source and sink. */
public final class Detection {
    private Detection() {}

    public static SingleOutputStreamOperator<AlertRecord> define(
            DataStream<RoutedRecord> routed, RuleFiles files, DetectSettings settings) {
        return define(routed, files, PackFeed.none(), settings);
    }

    /** With packs that come while it runs. */
    public static SingleOutputStreamOperator<AlertRecord> define(
            DataStream<RoutedRecord> routed, RuleFiles base, PackFeed packs, DetectSettings settings) {
        return define(routed, base, packs, settings, Deliveries.NONE);
    }

    /** With packs that come while it runs, and people to tell. */
    public static SingleOutputStreamOperator<AlertRecord> define(
            DataStream<RoutedRecord> routed,
            RuleFiles base,
            PackFeed packs,
            DetectSettings settings,
            Deliveries deliveries) {
        return routed.keyBy(RoutedRecord::key, new ValueTypeInfo<>(Key128.class))
                .transform(
                        "detect",
                        new ValueTypeInfo<>(AlertRecord.class),
                        new DetectOperator(base, packs, settings, deliveries))
                .uid(Uids.DETECT);
    }
}
