package io.tokenwatch.flink.delivery;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.writer.AlertWriter;
import io.tokenwatch.writer.UnwritableAlert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is to be told of an alert, at the moment that it is raised: only there is the alert itself at hand. */
public final class Notices {
    private final List<Route> routes;
    private final Map<String, AlertWriter> writers = new LinkedHashMap<>();

    Notices(Deliveries deliveries) {
        routes = deliveries.routes();
        deliveries.deliveries().forEach(delivery -> writers.put(delivery.name(), delivery.writer()));
    }

    /** One for each delivery that a route leads to; usually none. */
    public List<Notification> of(Alert alert, Change change, Run run) {
        if (routes.isEmpty()) {
            return List.of();
        }
        Map<String, Notification> notices = new LinkedHashMap<>();
        for (Route route : routes) {
            if (route.takes(alert, change, run.warm())) {
                route.to().forEach(name -> notices.computeIfAbsent(name, to -> notice(to, route, alert, change, run)));
            }
        }
        return new ArrayList<>(notices.values());
    }

    private Notification notice(String delivery, Route route, Alert alert, Change change, Run run) {
        String id = alert.id() + "-" + change.action() + "-" + alert.level().word();
        AlertWriter writer = writers.get(delivery);
        if (writer == null) {
            throw new IllegalStateException("route " + route.name() + " leads to " + delivery + ", which is not there");
        }
        try {
            byte[] body = writer.write(alert, change, run);
            return Notification.of(delivery, route.name(), id, alert.id(), alert.level(), run.now(), body);
        } catch (UnwritableAlert e) {
            String why = String.valueOf(e.getMessage());
            return Notification.of(delivery, route.name(), id, alert.id(), alert.level(), run.now(), new byte[0])
                    .unwritable(why);
        }
    }
}
