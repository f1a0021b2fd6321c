package io.tokenwatch.lint;

import io.tokenwatch.engine.Plan;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.ruletest.RuleTestReader;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an author is told of a folder of rules: every fault of every file, those in tests too.
 *
 * @param rules how many rules there are without fault, their tests aside
 * @param faults by file and place
 */
public record Lint(int rules, List<Fault> faults) {
    /** @throws java.io.UncheckedIOException if the folder or a file cannot be read */
    public static Lint of(Path folder) {
        Faults faults = new Faults();
        try {
            return of(RuleFiles.load(folder, faults), faults);
        } catch (FaultyFileException e) { // too many files that cannot be read at all
            return new Lint(0, e.faults());
        }
    }

    /** Of rules that are read; what was wrong with reading others may be among the faults. */
    public static Lint of(RuleFiles files, Faults faults) {
        List<Rule> rules = files.compile(faults);
        files.rules().forEach((name, text) -> {
            Faults inTests = new Faults();
            try {
                tests(name, text).ifPresent(tests -> RuleTestReader.read(tests, inTests));
            } catch (FaultyFileException e) {
                // Too many to go on; they are all in inTests.
            }
            faults.addAll(inTests);
        });
        if (faults.isEmpty()) {
            new Plan(RulePack.of(rules));
        }
        return new Lint(rules.size(), faults.list());
    }

    /** Those of a faulty rule too, so that its author need not come back for them. */
    private static Optional<YamlValue> tests(String name, String text) {
        try {
            return Yaml.parse(name, text, new Faults())
                    .filter(YamlValue::isMap)
                    .flatMap(YamlValue::map)
                    .flatMap(rule -> rule.get("tests"));
        } catch (FaultyFileException e) { // told of the rule already
            return Optional.empty();
        }
    }
}
