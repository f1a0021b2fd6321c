package io.tokenwatch.ruletest;

import io.tokenwatch.list.Lists;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RuleReader;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rule with all that is needed to try it.
 *
 * @param root the file as it is written
 * @param listed the texts of the lists that it may name, by their path
 */
public record TestedRule(YamlValue root, Rule rule, List<RuleTest> tests, Map<String, String> listed) {
    /** Those lists, for one reading of the rule or of a mutant. */
    public Lists lists() {
        return new Lists(listed);
    }

    /**
     * The rules of these files, in the order of their ids.
     *
     * @throws io.tokenwatch.yaml.FaultyFileException with every fault in every rule, else with every fault in their tests
     */
    public static List<TestedRule> of(RuleFiles files) {
        files.compile(); // what is wrong between files
        Faults faults = new Faults();
        List<TestedRule> rules = new ArrayList<>();
        Map<String, String> listed = files.lists();
        files.rules().forEach((file, text) -> {
            Faults own = new Faults(); // a list for each, as rules may be tried side by side
            Yaml.parse(file, text, own)
                    .flatMap(root -> RuleReader.read(root, new Lists(listed), own)
                            .map(rule -> new TestedRule(root, rule, RuleTestReader.read(rule, own), listed)))
                    .ifPresent(rules::add);
            faults.addAll(own);
        });
        faults.throwIfAny();
        rules.sort((a, b) -> a.rule().id().compareTo(b.rule().id()));
        return rules;
    }
}
