package io.tokenwatch.backtest;

import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.util.Collection;

/**
 * Rules to judge by.
 *
 * @param name how to speak of them: a folder, or a revision
 * @param files what they are written as
 * @param pack those that are to be judged
 * @param log the packs that were in force when; the pack alone if it was so all the time
 */
public record RuleSet(String name, RuleFiles files, RulePack pack, PackLog log) {
    /** @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules */
    public static RuleSet of(String name, RuleFiles files) {
        RulePack pack = files.compile();
        return new RuleSet(name, files, pack, PackLog.of(pack));
    }

    /** The same rules where the log has no others in force. */
    public RuleSet with(PackLog packs) {
        return new RuleSet(name, files, packs.at(Long.MAX_VALUE).pack(), packs);
    }

    /** Of its rules only those, all the time; what they find is the same as with the others. */
    public RuleSet only(Collection<String> ids) {
        RulePack chosen = RulePack.of(
                pack.rules().stream().filter(rule -> ids.contains(rule.id())).toList());
        return new RuleSet(name, files, chosen, PackLog.of(chosen));
    }
}
