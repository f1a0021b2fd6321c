package io.tokenwatch.console.triage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.store.Query;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the work on one alert stands: of each kind of action the latest, whatever the order they are read in. */
public final class Standing {
    private final Map<Action.Kind, Action> latest = new EnumMap<>(Action.Kind.class);
    private final String tenant;
    private final String ruleId;

    Standing(Action first) {
        this.tenant = first.tenant();
        this.ruleId = first.ruleId();
    }

    void add(Action action) {
        latest.merge(action.kind(), action, (old, fresh) -> fresh.time().isBefore(old.time()) ? old : fresh);
    }

    public String tenant() {
        return tenant;
    }

    public String ruleId() {
        return ruleId;
    }

    public Optional<Verdict> verdict() {
        return inForce(Action.Kind.VERDICT).flatMap(action -> Verdict.of(action.value()));
    }

    /** Whom it is assigned to; empty if nobody. */
    public String assignee() {
        Action assigned = latest.get(Action.Kind.ASSIGN);
        return assigned == null ? "" : assigned.value();
    }

    public boolean isSnoozed(Instant now) {
        return inForce(Action.Kind.SNOOZE)
                .map(action -> now.isBefore(until(action)))
                .orElse(false);
    }

    /** Whether it has left the queue: judged, or put off for now. */
    public boolean isDone(Instant now) {
        return verdict().isPresent() || isSnoozed(now);
    }

    /** For the page. */
    public ObjectNode json(Instant now) {
        ObjectNode json = Query.object();
        verdict().ifPresent(verdict -> json.put("verdict", verdict.word()));
        if (!assignee().isEmpty()) {
            json.put("assignee", assignee());
        }
        json.put("acknowledged", latest.containsKey(Action.Kind.ACKNOWLEDGE));
        if (isSnoozed(now)) {
            inForce(Action.Kind.SNOOZE).ifPresent(action -> json.put("snoozed_until", action.value()));
        }
        return json;
    }

    private Optional<Action> inForce(Action.Kind kind) {
        @Nullable Action action = latest.get(kind);
        @Nullable Action reopened = latest.get(Action.Kind.REOPEN);
        return action == null || (reopened != null && !reopened.time().isBefore(action.time()))
                ? Optional.empty()
                : Optional.of(action);
    }

    private static Instant until(Action snooze) {
        try {
            return Instant.parse(snooze.value());
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
