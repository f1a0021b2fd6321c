package io.tokenwatch.flink.live;

import io.tokenwatch.flink.deadletter.DeadLetter;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.topology.Routing;
import io.tokenwatch.rule.RuleFiles;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Sends each event to the keys that some rule groups by, and each dead letter aside. Chained to the source. */
final class RouteArrivals extends ProcessFunction<Arrival, RoutedRecord> {
    static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    @Serial
    private static final long serialVersionUID = 1L;

    private final RuleFiles rules;
    private transient @Nullable Routing routing;

    RouteArrivals(RuleFiles rules) {
        this.rules = rules;
    }

    @Override
    public void open(OpenContext context) {
        Routing opened = new Routing(rules);
        getRuntimeContext().getMetricGroup().gauge("keysLeftOut", opened::keysLeftOut);
        routing = opened;
    }

    @Override
    public void processElement(Arrival arrival, Context context, Collector<RoutedRecord> out) {
        Routing opened = routing;
        DeadLetter letter = arrival.deadLetter();
        if (letter != null) {
            context.output(DEAD_LETTERS, letter);
        } else if (opened != null) {
            opened.route(arrival.event(), arrival.kafkaTime(), out::collect);
        }
    }
}
