package io.tokenwatch.rule;

import io.tokenwatch.event.Field;
import io.tokenwatch.selection.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What part an event plays in an alert, whatever the rule calls its steps. */
public enum Role {
    /** Completes a finding. */
    TRIGGER,
    /** Ends a token, session, grant, client or account. */
    REVOCATION,
    /** What the trigger is held against. */
    BASELINE;

    private static final Set<Object> ENDINGS = Set.of(
            "token.revoked",
            "consent.revoked",
            "session.ended",
            "client.disabled",
            "account.disabled",
            "credential.removed");

    /** The roles of a rule's steps, in their order. */
    public static List<Role> of(Rule rule) {
        List<Role> roles = new ArrayList<>();
        for (int i = 0; i < rule.steps().size(); i++) {
            boolean completes = rule.detector().completes(i, rule.steps().size());
            roles.add(completes ? TRIGGER : isEnding(rule.steps().get(i)) ? REVOCATION : BASELINE);
        }
        return List.copyOf(roles);
    }

    private static boolean isEnding(Step step) {
        Set<Object> types = Required.of(step.predicate()).getOrDefault(Field.EVENT_TYPE, Set.of());
        return !types.isEmpty() && ENDINGS.containsAll(types);
    }

    /** As documents have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
