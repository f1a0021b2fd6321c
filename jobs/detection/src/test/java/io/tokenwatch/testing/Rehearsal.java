package io.tokenwatch.testing;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertJson;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.detector.Observed;
import io.tokenwatch.engine.Entity;
import io.tokenwatch.engine.Judge;
import io.tokenwatch.engine.Plan;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.engine.Router;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The live job on one thread: keyed state that can be written out, an index of alerts in which the last write stays, and
 * crashes. Alerts of rules whose findings can be taken back reach the index at checkpoints only.
 */
public final class Rehearsal {
    private record Key(long high, long low) {}

    private final Router router;
    private final Judge judge;
    private final Map<Key, byte[]> checkpoint = new HashMap<>();
    private final Map<Key, Entity> entities = new HashMap<>();
    private final Map<String, Alert> index = new TreeMap<>();
    private final Map<String, Alert> withheld = new TreeMap<>();
    private final Map<String, Integer> revisions = new HashMap<>();
    private final AlertSink sink = this::publish;
    private long horizon = Long.MIN_VALUE;
    /** What the routing tells; it goes back only to hear the same again. */
    private final Feeds feeds = new Feeds();

    private Observed observed = new Observed(feeds, 0, Long.MIN_VALUE);
    private Observed observedAtCheckpoint = observed;

    public Rehearsal(RulePack pack) {
        Plan plan = new Plan(pack);
        router = new Router(plan, feeds);
        judge = new Judge(plan);
    }

    /** The alerts of these events as lines, when all is judged in this order and nothing forgotten. */
    public static List<String> alerts(RulePack pack, List<TokenEvent> events) {
        Rehearsal rehearsal = new Rehearsal(pack);
        events.forEach(rehearsal::accept);
        return rehearsal.lines();
    }

    private void publish(Alert alert, AlertSink.Change change) {
        Integer before = revisions.put(alert.id(), alert.revision());
        if (before != null && alert.revision() <= before) {
            throw new AssertionError("revision " + alert.revision() + " after " + before + ": " + change + " " + alert);
        }
        boolean waits = alert.rule().detector().withdrawable();
        (waits ? withheld : index).put(alert.id(), alert);
    }

    public void accept(TokenEvent event) {
        observed = observed.until(event.eventTime());
        router.route(event, 0, this::accept);
    }

    private void accept(Routed routed) {
        Entity entity = entities.computeIfAbsent(new Key(routed.keyHigh, routed.keyLow), key -> new Entity());
        judge.judge(routed, entity, horizon, observed, sink);
    }

    /** Every event still to come is at or after that time. */
    public void advance(long time) {
        horizon = Math.max(horizon, time);
    }

    public void sweep() {
        entities.values().removeIf(entity -> {
            judge.upkeep().sweep(entity, horizon, observed, sink);
            return entity.isEmpty();
        });
    }

    public void publishGrowth() {
        entities.values().forEach(entity -> judge.upkeep().publishGrowth(entity, horizon, observed, sink));
    }

    /** Writes every key's state to bytes and goes on with what is read back. */
    public void reload() {
        entities.replaceAll((key, entity) -> Entity.decode(new BytesIn(bytes(entity))));
    }

    private static byte[] bytes(Entity entity) {
        BytesOut out = new BytesOut();
        entity.encode(out);
        return out.toByteArray();
    }

    public void checkpoint() {
        checkpoint.clear();
        observedAtCheckpoint = observed;
        entities.forEach((key, entity) -> checkpoint.put(key, bytes(entity)));
        index.putAll(withheld);
        withheld.clear();
    }

    /** Goes back to the checkpoint; what has reached the index stays there. */
    public void crash() {
        entities.clear();
        observed = observedAtCheckpoint;
        checkpoint.forEach((key, bytes) -> entities.put(key, Entity.decode(new BytesIn(bytes))));
        withheld.clear();
        revisions.clear();
    }

    public int keys() {
        return entities.size();
    }

    public Collection<Alert> alerts() {
        publishGrowth();
        checkpoint();
        return index.values().stream().filter(alert -> !alert.retracted()).toList();
    }

    /** The alerts that stand, as canonical lines in order of their ids. */
    public List<String> lines() {
        return alerts().stream().map(AlertJson::line).toList();
    }
}
