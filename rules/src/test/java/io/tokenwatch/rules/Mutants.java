package io.tokenwatch.rules;

import io.tokenwatch.rule.Rule;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.RuleTestRun;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultyFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A rule with one small thing changed: if its tests still pass, they do not test that thing. */
final class Mutants {
    private static final Pattern CORRELATION = section("correlation");
    private static final Pattern DETECTION = section("detection");
    /** A number or duration that is a value. */
    private static final Pattern BOUND = Pattern.compile("(?<=: )([0-9]+)(ms|s|m|h|d|w)?(?=[,}\\s])");
    /** An entry of a mapping in braces, with the comma that parts it from its neighbour. */
    private static final Pattern WORD =
            Pattern.compile("(?<=\\{)[^\\[\\],{}]+, |, [^\\[\\],{}]+(?=})|, [^\\[\\],{}]+(?=, )");

    private Mutants() {}

    private static Pattern section(String name) {
        return Pattern.compile("(?m)^" + name + ":.*\\n((?: .*\\n)*)");
    }

    /** Names of the tests that fail; while there are any, mutants prove nothing. */
    static List<String> failing(RuleFile file) {
        Rule rule = file.rule();
        return file.tests().stream()
                .filter(test -> !RuleTestRun.failuresAsWritten(rule, test).isEmpty())
                .map(RuleTest::name)
                .toList();
    }

    /** Bounds of the correlation that can be moved by a millisecond, or by one, without a failing test. */
    static List<String> unfeltBounds(RuleFile rule) {
        List<String> unfelt = new ArrayList<>();
        for (MatchResult bound : in(CORRELATION, BOUND, rule)) {
            for (int by : new int[] {-1, 1}) {
                String moved = bound.group(2) == null
                        ? Long.toString(Long.parseLong(bound.group(1)) + by)
                        : Duration.parse(bound.group()).orElseThrow() + by + "ms";
                if (!isNoticed(replace(rule, CORRELATION, bound, moved))) {
                    unfelt.add(bound.group() + " as " + moved);
                }
            }
        }
        return unfelt;
    }

    /** Entries of the selections that can be left out without a failing test. */
    static List<String> unfeltWords(RuleFile rule) {
        return in(DETECTION, WORD, rule).stream()
                .filter(word -> !isNoticed(replace(rule, DETECTION, word, "")))
                .map(MatchResult::group)
                .toList();
    }

    /** None where the section is not there. */
    private static List<MatchResult> in(Pattern section, Pattern what, RuleFile rule) {
        return found(section, rule).stream()
                .flatMap(found -> what.matcher(found.group(1)).results())
                .toList();
    }

    private static Optional<MatchResult> found(Pattern section, RuleFile rule) {
        return section.matcher(rule.text()).results().findFirst();
    }

    private static RuleFile replace(RuleFile rule, Pattern section, MatchResult what, String replacement) {
        int at = found(section, rule).orElseThrow().start(1);
        String before = rule.text().substring(0, at + what.start());
        return new RuleFile(
                rule.root(), rule.path(), before + replacement + rule.text().substring(at + what.end()));
    }

    /** A mutant that does not load is noticed, too. One failing test is enough. */
    private static boolean isNoticed(RuleFile mutant) {
        try {
            Rule rule = mutant.rule();
            for (RuleTest test : mutant.tests()) {
                if (!RuleTestRun.failuresAsWritten(rule, test).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (FaultyFileException e) {
            return true;
        }
    }
}
