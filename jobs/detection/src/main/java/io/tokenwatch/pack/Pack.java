package io.tokenwatch.pack;

import io.tokenwatch.rule.PackLog;
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
        RulePack pack = new RulePack(compiled.rules(), hash());
        try {
            PackLog.of(pack);
        } catch (IllegalArgumentException e) {
            Faults faults = new Faults();
            faults.add(FaultKind.BAD_PACK, Place.of("pack"), String.valueOf(e.getMessage()), "");
            faults.throwIfAny();
        }
        return pack;
    }
}
