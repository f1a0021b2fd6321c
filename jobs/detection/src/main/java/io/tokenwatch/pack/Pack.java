package io.tokenwatch.pack;

import io.tokenwatch.rule.OnChange;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;

/**
 * An immutable set of rule files.
 *
 * @param tokenwatch the version that it was made with
 */
public record Pack(RuleFiles files, String tokenwatch) {
    /** Of its names and texts, see {@link RuleFiles#hash}. */
    public String hash() {
        return files.hash();
    }

    /**
     * The rules, under the hash of this pack.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in every file; also if a rule cannot change as it says
     */
    public RulePack compile() {
        RulePack compiled = files.compile();
        Faults faults = new Faults();
        for (Rule rule : compiled.rules()) {
            if (rule.onChange() == OnChange.BACKFILL) {
                faults.add(
                        FaultKind.BAD_PACK,
                        Place.of(rule.id() + ".yml"),
                        "'on_change: backfill' is not possible yet: the running job cannot read the events again",
                        "write 'keep' or 'reset', and judge the past with 'replay' or 'rules backtest'");
            }
        }
        faults.throwIfAny();
        RulePack pack = new RulePack(compiled.rules(), hash());
        try {
            PackLog.of(pack);
        } catch (IllegalArgumentException e) {
            faults.add(FaultKind.BAD_PACK, Place.of("pack"), String.valueOf(e.getMessage()), "");
            faults.throwIfAny();
        }
        return pack;
    }
}
