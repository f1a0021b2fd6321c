package io.tokenwatch.alert;

import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.Rule;

/** How much to trust an alert, and how fast to look at it, by what the rule says of itself. */
public final class Triage {
    private static final String[] CONFIDENCE = {"low", "medium", "high"};

    private Triage() {}

    /** By the rule's maturity; a step lower where the ground of the alert was not fully observed. */
    public static String confidence(Rule rule, boolean warm) {
        int steps =
                switch (rule.status()) {
                    case STABLE -> 2;
                    case TEST -> 1;
                    default -> 0;
                };
        return CONFIDENCE[Math.max(0, warm ? steps : steps - 1)];
    }

    /** Who is to hear of it: nobody of what is in shadow mode. */
    public static String route(Alert alert) {
        return alert.rule().mode() == Mode.SHADOW
                ? "none"
                : alert.level().compareTo(Level.HIGH) >= 0 ? "page" : "ticket";
    }
}
