package io.tokenwatch.rules;

import io.tokenwatch.ruletest.mutation.Mutant;
import io.tokenwatch.ruletest.mutation.Mutant.Fate;
import io.tokenwatch.ruletest.mutation.MutationRun;
import io.tokenwatch.ruletest.mutation.MutationScore;
import io.tokenwatch.ruletest.mutation.Operator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The mutants of a rule, tried once for all laws that ask about them. */
final class Mutants {
    private static final Map<RuleFile, List<Mutant>> TRIED = new ConcurrentHashMap<>();

    private Mutants() {}

    private static List<Mutant> of(RuleFile rule) {
        return TRIED.computeIfAbsent(rule, file -> MutationRun.of(file.tested()));
    }

    static MutationScore score(RuleFile rule) {
        return MutationScore.of(of(rule));
    }

    static List<String> survivors(RuleFile rule) {
        return of(rule).stream()
                .filter(mutant -> mutant.fate() == Fate.SURVIVED)
                .map(mutant -> mutant.mutation().toString())
                .toList();
    }

    /** Of that kind, in that part of the rule. */
    static List<String> survivors(RuleFile rule, Operator operator, String part) {
        return of(rule).stream()
                .filter(mutant -> mutant.fate() == Fate.SURVIVED)
                .map(Mutant::mutation)
                .filter(mutation -> mutation.operator() == operator)
                .filter(mutation -> mutation.path().steps().get(0).equals(part))
                .map(Object::toString)
                .toList();
    }
}
