package io.tokenwatch.flink.operator;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.elasticsearch.StatusDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * The circuit breaker of each rule: of the alerts that begin in one minute of event time, this subtask tells of so many; of the
 * others it keeps the state and counts them. Event time, so that catching up after an outage looks like what was missed. Its counts
 * are part of the checkpoint: after a crash they are what they were.
 */
final class Breaker {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Of one rule and minute. */
    private static final class Count {
        private long opened;
        private long held;
    }

    private record Place(String rule, long minute, int subtask) {}

    private final ListState<String> state;
    private final int limit;
    private final int subtask;
    private final Map<Place, Count> counts = new HashMap<>();
    private final Set<Place> news = new HashSet<>();
    private final Set<String> tripped = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private Counter heldBack = new SimpleCounter();

    private Breaker(ListState<String> state, int limit, int subtask) {
        this.state = state;
        this.limit = limit;
        this.subtask = subtask;
    }

    /** @param limit 0 if there is none */
    static Breaker restore(OperatorStateStore store, int limit, int subtask) throws Exception {
        Breaker breaker =
                new Breaker(store.getListState(new ListStateDescriptor<>("breaker", Types.STRING)), limit, subtask);
        for (String each : breaker.state.get()) {
            String[] parts = each.split(" ", -1);
            Count count = new Count();
            count.opened = Long.parseLong(parts[3]);
            count.held = Long.parseLong(parts[4]);
            breaker.counts.put(new Place(parts[0], Long.parseLong(parts[1]), Integer.parseInt(parts[2])), count);
        }
        return breaker;
    }

    void measure(MetricGroup metrics) {
        heldBack = metrics.counter("notificationsHeldBack");
    }

    /**
     * Whether the change is to be told of. Counts each opening; growth and the end of alerts of a minute that has had too many are not
     * told either, a withdrawal always is.
     */
    boolean admits(Alert alert, Change change) {
        if (limit == 0 || change == Change.RETRACTED) {
            return true;
        }
        Place place = new Place(alert.rule().id(), Math.floorDiv(alert.time(), MINUTE), subtask);
        if (!change.alerts()) {
            Count known = counts.get(place);
            return known == null || known.held == 0;
        }
        Count count = counts.computeIfAbsent(place, p -> new Count());
        if (++count.opened <= limit) {
            return true;
        }
        count.held++;
        heldBack.inc();
        news.add(place);
        if (tripped.add(place.rule)) {
            lines.add("the rule %s opened more than %d alerts in a minute: those beyond are not told, see %s"
                    .formatted(place.rule, limit, StatusDocument.INDEX));
        }
        return false;
    }

    /** A line for each rule that has begun to be held back since. */
    List<String> tripped() {
        List<String> fresh = List.copyOf(lines);
        lines.clear();
        return fresh;
    }

    boolean hasNews() {
        return !news.isEmpty();
    }

    /** A document for each rule and minute of which more has been held back since. */
    List<DocumentWrite> news(String runId, long attempt) {
        List<DocumentWrite> documents = new ArrayList<>();
        for (Place place : news) {
            Count count = counts.getOrDefault(place, new Count());
            String id = "held-back-" + place.rule + "-" + place.minute + "-" + place.subtask;
            documents.add(document(id, attempt << 20 | count.held, place, count, runId));
        }
        news.clear();
        return documents;
    }

    private DocumentWrite document(String id, long version, Place place, Count count, String runId) {
        long minute = place.minute * MINUTE;
        String message = "The rule " + place.rule + " opened " + count.opened + " alerts in the minute from "
                + Instant.ofEpochMilli(minute) + ", as one subtask saw it; " + count.held
                + " of them were told to nobody.";
        return StatusDocument.of(id, version, "held-back", message, minute, runId, json -> {
            json.writeObjectFieldStart("rule");
            json.writeStringField("id", place.rule);
            json.writeEndObject();
            json.writeObjectFieldStart("held_back");
            json.writeNumberField("count", count.held);
            json.writeNumberField("opened", count.opened);
            json.writeNumberField("limit", limit);
            json.writeNumberField("subtask", place.subtask);
            json.writeEndObject();
        });
    }

    /** @param horizon minutes that no timely event can reach any more are forgotten */
    void snapshot(long horizon) throws Exception {
        counts.keySet().removeIf(place -> (place.minute + 2) * MINUTE <= horizon && !news.contains(place));
        List<String> lines = new ArrayList<>();
        counts.forEach((place, count) -> lines.add(
                place.rule + " " + place.minute + " " + place.subtask + " " + count.opened + " " + count.held));
        state.update(lines);
    }
}
