package io.tokenwatch.console;

import io.tokenwatch.console.exception.ExceptionDraft;
import io.tokenwatch.console.rules.RuleLibrary;
import io.tokenwatch.console.screen.AlertDetail;
import io.tokenwatch.console.screen.AlertQueue;
import io.tokenwatch.console.screen.ClientView;
import io.tokenwatch.console.screen.Dashboards;
import io.tokenwatch.console.screen.LedgerBook;
import io.tokenwatch.console.screen.QuietTimes;
import io.tokenwatch.console.screen.ReplayComparison;
import io.tokenwatch.console.screen.RuleHealth;
import io.tokenwatch.console.screen.TokenTimeline;
import io.tokenwatch.console.store.Cluster;
import io.tokenwatch.console.triage.ActionLog;
import io.tokenwatch.console.triage.Triage;
import io.tokenwatch.console.web.Resource;
import java.time.Clock;
import java.util.List;

/** What is on the console: a line for each screen's resource. */
final class Screens {
    private Screens() {}

    static List<Resource> resources(ConsoleSettings settings, Cluster cluster, Clock clock) {
        RuleLibrary rules = new RuleLibrary(settings.rules());
        Triage triage = new Triage(cluster, clock);
        return List.of(
                new AlertQueue(triage),
                new AlertDetail(rules, triage),
                new TokenTimeline(),
                new ClientView(triage),
                new LedgerBook(clock),
                new ExceptionDraft(rules, clock),
                new ReplayComparison(),
                new RuleHealth(rules, triage),
                new QuietTimes(rules, settings.maintenance(), clock),
                new Dashboards(triage),
                new ActionLog(triage, cluster));
    }
}
