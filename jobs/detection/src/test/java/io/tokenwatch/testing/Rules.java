package io.tokenwatch.testing;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.Faults;
import java.util.Arrays;
import java.util.List;

/** Compiles rules that a test holds as text. */
public final class Rules {
    private Rules() {}

    /** @throws io.tokenwatch.yaml.FaultyFileException if the rule has any fault */
    public static Rule rule(String text) {
        Faults faults = new Faults();
        var rule = RuleReader.read("rule.yml", text, faults);
        faults.throwIfAny();
        return rule.orElseThrow();
    }

    public static RulePack pack(String... texts) {
        return RulePack.of(Arrays.stream(texts).map(Rules::rule).toList());
    }

    /** Every fault of the text. */
    public static List<Fault> faults(String text) {
        Faults faults = new Faults();
        RuleReader.read("rule.yml", text, faults);
        return faults.list();
    }
}
