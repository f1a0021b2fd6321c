package io.tokenwatch.cli;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.explain.Explanation;
import io.tokenwatch.explain.Trace;
import io.tokenwatch.replay.EventFiles;
import io.tokenwatch.replay.Inputs;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.files.FlinkFiles;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.yaml.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules explain}. */
@Command(
        name = "explain",
        sortOptions = false,
        description = {
            "Says why a rule fired and why not, with the values seen and needed, for one event or one key.",
            ""
        },
        footer = {
            "",
            "The order of the events does not matter: each is explained by all of them, as a replay would judge it.",
            "",
            "Examples:",
            "  tokenwatch rules explain --rule token-use-after-revocation --event 8f2c --events audit.ndjson",
            "  tokenwatch rules explain --rule first-seen-scope --key client_id=shop --events /var/log/keycloak/"
        })
final class RulesExplainCommand implements Callable<Integer> {
    /** Where {@code replay} writes by default: no input. */
    private static final Path RESULTS = Path.of("tokenwatch-replay");

    /** How the answer is shown. */
    enum Output {
        TEXT,
        JSON
    }

    /** One of the two. */
    static final class Asked {
        @Option(names = "--event", paramLabel = "ID", required = true, description = "The event with that event_id.")
        private @Nullable String event;

        @Option(
                names = "--key",
                paramLabel = "FIELD=VALUE",
                required = true,
                arity = "1..*",
                description = "All events with these values, and the alerts of that key.")
        private @Nullable Map<String, String> key;
    }

    @Option(names = "--rule", paramLabel = "ID", required = true, description = "The rule.")
    private String ruleId = "";

    @ArgGroup(multiplicity = "1")
    private Asked asked = new Asked();

    @Option(
            names = "--events",
            paramLabel = "FILES",
            required = true,
            arity = "1..*",
            description = "Files, folders, globs, or - for standard input; plain or gzip.")
    private List<String> inputs = new ArrayList<>();

    @Mixin
    private LogOptions logs = new LogOptions();

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TEXT;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Terminal.out(spec);
        Trace trace = new Trace(rule());
        Settings reading = logs.settings(Terminal.err(spec));
        ReplaySettings settings = ReplaySettings.of(reading);
        Connector connector = logs.format();
        EventFiles files =
                new EventFiles(connector == null ? settings : settings.withFormat(connector), ReplayWatcher.SILENT);
        ExplainQuestion question = asked.event != null
                ? ExplainQuestion.ofEvent(asked.event)
                : ExplainQuestion.ofKey(new LinkedHashMap<>(Objects.requireNonNull(asked.key)), reading);
        List<TokenEvent> about = new ArrayList<>();
        files.read(Inputs.of(inputs, RESULTS, System.in, FlinkFiles::find), event -> {
            trace.accept(event);
            if (question.isAbout(event)) {
                about.add(event.copy());
            }
        });
        if (about.isEmpty()) {
            throw new UsageException(
                    "none of the " + files.events() + " events is of " + question + ": check it, and --events");
        }
        about.sort(Comparator.comparingLong(TokenEvent::eventTime));
        ExplainAnswer answer = answer(trace, question, about, files);
        if (output == Output.JSON) {
            out.println(ExplainJson.of(answer));
        } else {
            new ExplainText(out).print(answer, asked.event != null);
        }
        return ExitCode.DONE;
    }

    private ExplainAnswer answer(Trace trace, ExplainQuestion question, List<TokenEvent> about, EventFiles files) {
        List<Explanation> explanations = about.stream().map(trace::explain).toList();
        List<Alert> alerts = trace.alerts().stream()
                .filter(alert -> asked.event == null ? question.mayBeAbout(alert) : isOf(alert, explanations))
                .toList();
        return new ExplainAnswer(
                trace.rule(), question.toString(), explanations, alerts, files.events(), files.unreadable());
    }

    /** Whether the alert rests on a finding that one of the events takes part in: one whose time it spans and whose key it has. */
    private static boolean isOf(Alert alert, List<Explanation> explanations) {
        Set<String> evidence =
                alert.evidence().stream().map(shown -> shown.eventId()).collect(Collectors.toSet());
        return explanations.stream()
                .flatMap(explanation -> explanation.accounts().stream())
                .filter(account -> account.subject().tenant().equals(alert.tenant()))
                .flatMap(account -> account.findings().stream())
                .filter(finding -> finding.time() >= alert.time() && finding.time() <= alert.lastTime())
                .anyMatch(finding ->
                        finding.evidence().stream().map(Evidence::eventId).anyMatch(evidence::contains));
    }

    private Rule rule() {
        RulePack pack = RulePack.load(rules.folder());
        List<String> ids = pack.rules().stream().map(Rule::id).toList();
        return pack.rules().stream()
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "there is no rule '" + ruleId + "' in " + rules.folder() + ": " + Nearest.advice(ruleId, ids)));
    }
}
