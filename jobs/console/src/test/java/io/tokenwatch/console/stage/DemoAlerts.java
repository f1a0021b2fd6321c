package io.tokenwatch.console.stage;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert;
import io.tokenwatch.demo.traffic.Scheduled;
import io.tokenwatch.demo.traffic.Traffic;
import io.tokenwatch.demo.traffic.TrafficPlan;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.RulePack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the shipped rules find in the demo's traffic, as the live job would write it. */
public final class DemoAlerts {
    /** When the demo's live phase begins here. */
    public static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    public static final Path RULES =
            Path.of("..", "..", "rules").toAbsolutePath().normalize();
    private static final long SEED = 7;

    private final List<TokenEvent> events = new ArrayList<>();
    private final List<Alert> alerts;
    private final RulePack pack;

    private DemoAlerts() {
        pack = RulePack.load(RULES);
        LocalEngine engine = new LocalEngine(pack);
        Traffic traffic = Traffic.of(
                TrafficPlan.smoke(SEED, START).live(Duration.ofMinutes(4)).rate(60));
        long offset = 0;
        while (traffic.hasNext()) {
            Scheduled each = traffic.next();
            TokenEvent event = each.event();
            event.set(
                    Field.RAW_REF,
                    each.topic() + "-" + Math.floorMod(each.partitionKey().hashCode(), 4) + "@" + offset++);
            events.add(event);
            engine.accept(event);
        }
        alerts = engine.alerts().stream()
                .filter(alert -> alert.rule().mode() == Mode.ALERT)
                .toList();
    }

    public static DemoAlerts play() {
        return new DemoAlerts();
    }

    /** In the order of their delivery, copies too. */
    public List<TokenEvent> events() {
        return events;
    }

    public RulePack pack() {
        return pack;
    }

    public List<Alert> alerts() {
        return alerts;
    }

    public byte[] document(Alert alert) {
        long now = alert.lastTime() + 850;
        return EcsAlert.document(
                alert, Change.OPENED, new EcsAlert.Run("live", "demo", pack.hash(), now - 640, now, true));
    }
}
