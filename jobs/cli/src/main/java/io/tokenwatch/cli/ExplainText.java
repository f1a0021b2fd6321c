package io.tokenwatch.cli;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.detector.Fact;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.NearMiss;
import io.tokenwatch.engine.Account;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.explain.Explanation;
import io.tokenwatch.explain.Unmatched;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.selection.Lack;
import io.tokenwatch.state.Evidence;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows an answer to a person, the verdict first. */
final class ExplainText {
    /** Of a key, so many events are shown: the latest. */
    private static final int MOST_EVENTS = 20;

    private final PrintWriter out;

    ExplainText(PrintWriter out) {
        this.out = out;
    }

    void print(ExplainAnswer answer, boolean detailed) {
        String verdict =
                answer.alerts().isEmpty() ? "no alert" : count(answer.alerts().size(), "alert");
        out.println(answer.rule().id() + ", " + answer.asked() + ": " + verdict);
        answer.alerts().forEach(this::alert);
        if (detailed) {
            answer.explanations().forEach(explanation -> event(answer.rule(), explanation));
        } else {
            key(answer);
        }
        String unread =
                answer.unreadable() == 0 ? "" : ", " + count(answer.unreadable(), "record") + " could not be read";
        out.println("(" + count(answer.read(), "event") + " read" + unread + ")");
        out.flush();
    }

    private static String count(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }

    private void alert(Alert alert) {
        out.println("  alert " + alert.id() + " at " + Instant.ofEpochMilli(alert.time()) + ", count " + alert.count());
        alert.facts().forEach(fact -> out.println("    " + text(fact)));
    }

    private void key(ExplainAnswer answer) {
        List<Explanation> all = answer.explanations();
        if (all.size() > MOST_EVENTS) {
            out.println(
                    "  " + count(all.size() - MOST_EVENTS, "earlier event") + " not shown (--output json shows all)");
        }
        for (Explanation explanation : all.subList(Math.max(0, all.size() - MOST_EVENTS), all.size())) {
            String matched = explanation.matched().isEmpty() ? "matches nothing" : matches(answer.rule(), explanation);
            out.println("  " + name(explanation.event()) + " " + matched + (explanation.fired() ? ", takes part" : ""));
        }
        if (answer.alerts().isEmpty()) {
            answer.nearest().ifPresent(nearest -> {
                out.println("  nearest to an alert:");
                event(answer.rule(), nearest);
            });
        }
    }

    private void event(Rule rule, Explanation explanation) {
        out.println("  " + name(explanation.event()));
        if (!explanation.matched().isEmpty()) {
            out.println("    " + matches(rule, explanation));
        }
        for (Unmatched step : explanation.unmatched()) {
            out.println("    does not match " + step.step() + ": "
                    + step.lacks().stream().map(Lack::toString).collect(Collectors.joining("; ")));
        }
        explanation.keyless().forEach(lack -> out.println("    is in no group: " + lack));
        explanation.accounts().forEach(account -> account(rule, account));
    }

    private static String matches(Rule rule, Explanation explanation) {
        return rule.steps().size() == 1 ? "matches" : "matches " + String.join(", ", explanation.matched());
    }

    private void account(Rule rule, Account account) {
        String step = rule.steps().get(account.step()).name();
        String what = "    " + ExplainJson.key(rule, account.subject())
                + (rule.steps().size() > 1 ? " as " + step : "");
        for (Finding finding : account.findings()) {
            out.println(what + ": takes part in a finding at " + Instant.ofEpochMilli(finding.time()));
            finding.facts().forEach(fact -> out.println("      " + text(fact)));
        }
        for (NearMiss miss : account.nearest()) {
            String others = miss.evidence().stream().map(Evidence::eventId).collect(Collectors.joining(", "));
            out.println(what + ": nearest with " + others);
            miss.lacks().forEach(lack -> out.println("      " + lack));
        }
        if (account.findings().isEmpty() && account.nearest().isEmpty()) {
            out.println(what + ": takes part in no finding");
        }
    }

    private static String name(TokenEvent event) {
        return Instant.ofEpochMilli(event.eventTime()) + " " + event.text(Field.EVENT_ID) + " "
                + event.text(Field.EVENT_TYPE);
    }

    private static String text(Fact fact) {
        return fact.feature() + " was " + fact.observed() + ", needed " + fact.expected();
    }
}
