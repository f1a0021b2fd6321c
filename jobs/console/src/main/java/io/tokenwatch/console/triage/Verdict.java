package io.tokenwatch.console.triage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an analyst found an alert to be. */
public enum Verdict {
    /** An attack, or a failure that the rule is there to find. */
    TRUE_POSITIVE,
    /** The rule was wrong. */
    FALSE_POSITIVE,
    /** The rule was right about what happened, and that was allowed. */
    BENIGN_POSITIVE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Verdict> of(String word) {
        return Stream.of(values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst();
    }
}
