package io.tokenwatch.ruletest;

import io.tokenwatch.explain.Trace;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.ruletest.RuleTest.WhyNot;
import io.tokenwatch.selection.Lack;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks the {@code why_not} of a test against what came nearest, over all its events. */
final class WhyNotCheck {
    private static final int SHOWN = 8;

    private WhyNotCheck() {}

    /** What is wrong, with its place; empty if nothing is. */
    static List<String> failures(Rule rule, RuleTest test) {
        return test.whyNot().map(whyNot -> failures(rule, test, whyNot)).orElse(List.of());
    }

    private static List<String> failures(Rule rule, RuleTest test, WhyNot whyNot) {
        Trace trace = new Trace(rule);
        test.from().ifPresent(trace::observe);
        test.until().ifPresent(trace::reach);
        test.given().forEach(trace::accept);
        Set<Lack> lacks = new LinkedHashSet<>();
        test.given().forEach(event -> lacks.addAll(trace.explain(event).lacks()));
        if (lacks.stream().anyMatch(lack -> meets(lack, whyNot))) {
            return List.of();
        }
        StringBuilder message = new StringBuilder(whyNot.place() + ": expected why_not " + text(whyNot) + ", got "
                + (lacks.isEmpty() ? "nothing that was lacking" : "what lacked instead:"));
        lacks.stream().limit(SHOWN).forEach(lack -> message.append("\n  ").append(text(lack)));
        if (lacks.size() > SHOWN) {
            message.append("\n  and ").append(lacks.size() - SHOWN).append(" more");
        }
        return List.of(message.toString());
    }

    private static boolean meets(Lack lack, WhyNot whyNot) {
        return lack.step().equals(whyNot.step())
                && whyNot.saw().map(lack.saw()::equals).orElse(true)
                && whyNot.need().map(lack.need()::equals).orElse(true);
    }

    private static String text(WhyNot whyNot) {
        return "{step: " + whyNot.step()
                + whyNot.saw().map(saw -> ", saw: " + saw).orElse("")
                + whyNot.need().map(need -> ", need: '" + need + "'").orElse("") + "}";
    }

    private static String text(Lack lack) {
        return "{step: " + lack.step() + ", saw: " + lack.saw() + ", need: '" + lack.need() + "'}";
    }
}
