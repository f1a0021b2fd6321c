package io.tokenwatch.flink.live;

import io.tokenwatch.event.Field;
import io.tokenwatch.flink.elasticsearch.BulkLimits;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.elasticsearch.ElasticsearchSink;
import io.tokenwatch.flink.live.LiveSettings.Pace;
import io.tokenwatch.flink.operator.AlertRecord;
import io.tokenwatch.flink.operator.DetectOperator;
import io.tokenwatch.flink.operator.DetectSettings;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.posture.Posture;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.source.ArrivalHistory;
import io.tokenwatch.flink.source.ArrivalSchema;
import io.tokenwatch.flink.source.ArrivalTimes;
import io.tokenwatch.flink.source.KafkaHistory;
import io.tokenwatch.flink.topology.AlertDeliveries;
import io.tokenwatch.flink.topology.AlertDocuments;
import io.tokenwatch.flink.topology.Detection;
import io.tokenwatch.flink.topology.Uids;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.rule.RuleFiles;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From Kafka to Elasticsearch: read, route, judge, write. The rules are those that it is defined with, until a pack of the topic
 * of the packs is in force, which routing and judging follow by themselves.
 */
public final class LiveJob {
    private LiveJob() {}

    /**
     * @param supplied the fields that events can have; a rule that needs another is reported as not evaluable
     * @param runId tells the documents of this run from those of another
     */
    public static void define(
            StreamExecutionEnvironment env, LiveSettings settings, RuleFiles rules, Set<Field> supplied, String runId) {
        Pace pace = settings.pace();
        env.setParallelism(pace.parallelism());
        env.enableCheckpointing(pace.checkpointEvery().toMillis());
        DataStream<Arrival> arrivals = arrivals(env, settings);
        SingleOutputStreamOperator<RoutedRecord> routed = arrivals.transform(
                        "route",
                        RoutedRecord.TYPE,
                        new RouteArrivals(rules, settings.packs(), history(settings), supplied, runId))
                .uid(Uids.ROUTE);
        routed.getSideOutput(RouteArrivals.DEAD_LETTERS)
                .sinkTo(settings.deadLetters().sink())
                .name("dead letters")
                .uid(Uids.DEAD_LETTERS);
        DetectSettings detect = DetectSettings.live(runId)
                .withLateness(pace.lateness().toMillis())
                .withCache(pace.cacheEntities())
                .withNotifications(pace.notificationsPerSubtask())
                .withMaintenance(Objects.toString(settings.maintenance(), ""));
        SingleOutputStreamOperator<AlertRecord> alerts =
                Detection.define(routed, rules, settings.packs(), detect, settings.deliveries());
        write(alerts, settings);
        AlertDeliveries.define(
                alerts, settings.deliveries(), settings.deadLetters().opener());
        PosturePolicy posture = settings.instruments().posture();
        if (posture.enabled()) {
            Posture.define(arrivals, alerts, posture, pace.lateness().toMillis())
                    .sinkTo(ElasticsearchSink.of(
                            settings.elasticsearch(), settings.deadLetters().opener(), BulkLimits.DEFAULT))
                    .name("ledger and indicators")
                    .uid(Uids.POSTURE);
        }
        routed.getSideOutput(RouteArrivals.STATUS)
                .union(alerts.getSideOutput(DetectOperator.STATUS))
                .sinkTo(ElasticsearchSink.of(
                        settings.elasticsearch(), settings.deadLetters().opener(), BulkLimits.DEFAULT))
                .setParallelism(1)
                .name("status")
                .uid(Uids.STATUS);
    }

    private static ArrivalHistory history(LiveSettings settings) {
        return new KafkaHistory(
                settings.source(), settings.registry(), settings.tokenKeys().guards());
    }

    private static DataStream<Arrival> arrivals(StreamExecutionEnvironment env, LiveSettings settings) {
        ArrivalSchema schema =
                new ArrivalSchema(settings.registry(), settings.tokenKeys().guards());
        KafkaSource<Arrival> source = settings.source().builder(schema).build();
        ArrivalTimes times =
                new ArrivalTimes(settings.pace().disorder(), settings.pace().idleAfter());
        return env.fromSource(source, times, "events", Arrival.TYPE).uid(Uids.SOURCE);
    }

    private static void write(DataStream<AlertRecord> alerts, LiveSettings settings) {
        alerts.flatMap(new AlertDocuments())
                .returns(DocumentWrite.TYPE)
                .name("documents")
                .uid(Uids.DOCUMENTS)
                .sinkTo(ElasticsearchSink.of(
                        settings.elasticsearch(), settings.deadLetters().opener(), BulkLimits.DEFAULT))
                .name("alerts")
                .uid(Uids.ALERTS);
    }
}
