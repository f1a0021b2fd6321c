package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.workload.Dice;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.yaml.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A seeded rule base of any size; a larger one holds the smaller. Some rules are broad, as most of those that are shipped: they
 * take every event of a type. The others are what a team adds over the years: about a client, a scope, an error, some networks.
 */
final class RuleMix {
    private final long seed;
    private final int broadPercent;

    /** @param broadPercent how many of a hundred rules are broad, evenly; the first is in any case */
    RuleMix(long seed, int broadPercent) {
        this.seed = seed;
        this.broadPercent = broadPercent;
    }

    RulePack pack(int rules) {
        Faults faults = new Faults();
        List<Rule> pack = new ArrayList<>();
        for (int number = 0; number < rules; number++) {
            RuleReader.read("rule-" + number + ".yml", text(number), faults).ifPresent(pack::add);
        }
        faults.throwIfAny();
        return RulePack.of(pack);
    }

    String text(int number) {
        String id = String.format(Locale.ROOT, "id: rule-%04d%nversion: 1%ntitle: one of many%n", number);
        int broad = broadBefore(number);
        return id
                + (broadBefore(number + 1) > broad
                        ? BroadRules.text(broad)
                        : SpecificRules.text(new Dice(Dice.mix(seed * 31 + number))));
    }

    private int broadBefore(int number) {
        return number == 0 ? 0 : 1 + (number - 1) * broadPercent / 100;
    }
}
