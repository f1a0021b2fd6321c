package io.tokenwatch.ruletest;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule with all that is needed to try it.
 *
 * @param root the file as it is written
 */
public record TestedRule(YamlValue root, Rule rule, List<RuleTest> tests) {
    /**
     * The rules of these files, in the order of their ids.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in every rule, else with every fault in their tests
     */
    public static List<TestedRule> of(RuleFiles files) {
        files.compile(); // what is wrong between files
        Faults faults = new Faults();
        List<TestedRule> rules = new ArrayList<>();
        files.texts().forEach((file, text) -> {
            Faults own = new Faults(); // a list for each, as rules may be tried side by side
            Yaml.parse(file, text, own)
                    .flatMap(root -> RuleReader.read(root, own)
                            .map(rule -> new TestedRule(root, rule, RuleTestReader.read(rule, own))))
                    .ifPresent(rules::add);
            faults.addAll(own);
        });
        faults.throwIfAny();
        rules.sort((a, b) -> a.rule().id().compareTo(b.rule().id()));
        return rules;
    }
}
