package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.contest.ContestantSpec;
import java.util.List;
import java.util.Locale;

/**
 * One pack at one stage, with or without the index.
 *
 * @param events how many a run takes, about
 */
record Side(Stage stage, boolean indexed, int rules, int broadPercent, int events, long seed) {
    private static final String SEPARATOR = ",";

    String name() {
        return String.format(Locale.ROOT, "%s %,d rules%s", stage.word(), rules, indexed ? "" : ", plain loop");
    }

    RuleMix mix() {
        return new RuleMix(seed, broadPercent);
    }

    ContestantSpec contestant() {
        return new ContestantSpec(RulesContestant.class.getName(), options());
    }

    /** What {@link #parse} reads. */
    String options() {
        return String.join(
                SEPARATOR,
                stage.name(),
                String.valueOf(indexed),
                String.valueOf(rules),
                String.valueOf(broadPercent),
                String.valueOf(events),
                String.valueOf(seed));
    }

    static Side parse(String options) {
        List<String> parts = List.of(options.split(SEPARATOR, -1));
        return new Side(
                Stage.valueOf(parts.get(0)),
                Boolean.parseBoolean(parts.get(1)),
                Integer.parseInt(parts.get(2)),
                Integer.parseInt(parts.get(3)),
                Integer.parseInt(parts.get(4)),
                Long.parseLong(parts.get(5)));
    }
}
