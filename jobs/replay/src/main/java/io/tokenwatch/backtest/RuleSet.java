package io.tokenwatch.backtest;

import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.util.Collection;

/**
 * Rules to judge by.
 *
 * @param name how to speak of them: a folder, or a revision
 * @param files what they are written as
 * @param pack those that are to be judged
 */
public record RuleSet(String name, RuleFiles files, RulePack pack) {
    /** @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules */
    public static RuleSet of(String name, RuleFiles files) {
        return new RuleSet(name, files, files.compile());
    }

    /** Of its rules only those; what they find is the same as with the others. */
    public RuleSet only(Collection<String> ids) {
        return new RuleSet(
                name,
                files,
                RulePack.of(pack.rules().stream()
                        .filter(rule -> ids.contains(rule.id()))
                        .toList()));
    }
}
