package io.tokenwatch.alert;

import io.tokenwatch.detector.Fact;

/** An alert in one sentence. */
public final class Reason {
    static final String WITHDRAWN = "an event that arrived late took its ground away";

    /** Characters of a value: what a client calls itself may be long, and a sentence is to be read. */
    private static final int LONGEST = 200;

    private Reason() {}

    /** What, for whom, and what was seen against what was needed. */
    public static String of(Alert alert) {
        StringBuilder text = new StringBuilder(256);
        if (alert.retracted()) {
            named(alert, text.append("Withdrawn for "));
            return text.append(": ").append(WITHDRAWN).append('.').toString();
        }
        named(alert, text.append(alert.rule().title()).append(" for "));
        String between = ": ";
        for (Fact fact : alert.facts()) {
            text.append(between);
            if (fact.feature().equals(fact.expected())) { // a comparison says itself what is needed
                bounded(fact.observed(), text.append(fact.expected()).append(" ("))
                        .append(')');
            } else {
                bounded(fact.observed(), text.append(fact.feature()).append(' '));
                text.append(" (needed ").append(fact.expected()).append(')');
            }
            between = "; ";
        }
        return text.append('.').toString();
    }

    private static void named(Alert alert, StringBuilder text) {
        String between = "";
        for (var entry : alert.key().entrySet()) {
            bounded(
                    entry.getValue().toString(),
                    text.append(between).append(entry.getKey()).append(' '));
            between = ", ";
        }
    }

    private static StringBuilder bounded(String value, StringBuilder text) {
        return value.length() <= LONGEST
                ? text.append(value)
                : text.append(value, 0, LONGEST - 1).append('…');
    }
}
