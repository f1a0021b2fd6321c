package io.tokenwatch.flink.topology;

import io.tokenwatch.flink.deadletter.DeadLetters;
import io.tokenwatch.flink.delivery.Deliveries;
import io.tokenwatch.flink.delivery.Delivery;
import io.tokenwatch.flink.delivery.DeliverySink;
import io.tokenwatch.flink.delivery.Notification;
import io.tokenwatch.flink.operator.AlertRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** A sink for each who is told of alerts, so that none waits for another. */
public final class AlertDeliveries {
    private AlertDeliveries() {}

    public static void define(DataStream<AlertRecord> alerts, Deliveries deliveries, DeadLetters.Opener deadLetters) {
        for (Delivery delivery : deliveries.deliveries()) {
            String name = delivery.name();
            alerts.flatMap((AlertRecord alert, Collector<Notification> out) -> alert.notices().stream()
                            .filter(notice -> notice.delivery().equals(name))
                            .forEach(out::collect))
                    .returns(Notification.TYPE)
                    .name("for " + name)
                    .uid(Uids.notices(name))
                    .sinkTo(new DeliverySink(delivery, deadLetters))
                    .name("delivery " + name)
                    .uid(Uids.delivery(name));
        }
    }
}
