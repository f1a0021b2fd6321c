package io.tokenwatch.cli;

import io.tokenwatch.backtest.Impact;
import io.tokenwatch.backtest.ImpactJson;
import io.tokenwatch.backtest.ImpactResult;
import io.tokenwatch.list.ListFile;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenwatch rules impact}. */
@Command(
        name = "impact",
        sortOptions = false,
        description = {
            "Says what exceptions would do, before they are in force: which alerts of these logs they would remove, change and keep, and which "
                    + "of them each entry removes.",
            "",
            "Writes impact.ndjson and dead-letters.ndjson.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tokenwatch rules impact logs/ --exceptions rules/lists/seasonal-clients.yml --rule dormant-client-wakes-up",
            "  tokenwatch rules impact logs/ --exceptions mine.yml --rule first-seen-scope --json"
        })
final class RulesImpactCommand implements Callable<Integer> {
    @Mixin
    private HistoryOptions history = new HistoryOptions();

    @Mixin
    private RulesFolderOption rules = new RulesFolderOption();

    @Option(
            names = "--exceptions",
            paramLabel = "FILE",
            required = true,
            description =
                    "List of exceptions, as in rules/lists: entries with match, owner, reason, expires, and if need be tenant.")
    private Path exceptions = Path.of("");

    @Option(
            names = "--rule",
            paramLabel = "ID",
            required = true,
            description = "The rule that they are for; may be given several times.")
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "tokenwatch-impact",
            description = "Where the results go (default: ./${DEFAULT-VALUE}).")
    private Path out = Path.of("tokenwatch-impact");

    @Option(names = "--json", description = "Print the first line of impact.ndjson instead of the table.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = Terminal.err(spec);
        if (history.hasPacks()) {
            throw new UsageException("--packs judges by the packs of then: exceptions are tried on the rules of now");
        }
        List<Input> inputs = history.inputs(out);
        List<Rule> chosen = chosen(RuleFiles.load(rules.folder()).compile());
        ListFile list = list();
        ReplaySettings settings = history.settings(err);
        ImpactResult result;
        try (ReplayProgress progress = new ReplayProgress(new ProgressBar(err, Terminal.isInteractive()))) {
            result = new Impact(chosen, list, settings, progress).run(inputs, out);
        }
        PrintWriter answer = Terminal.out(spec);
        if (json) {
            answer.println(ImpactJson.list(result));
        } else {
            ImpactTable.print(result, answer);
            answer.println("-> " + out.resolve(Impact.RESULTS));
        }
        return ExitCode.DONE;
    }

    private List<Rule> chosen(RulePack pack) {
        List<String> active = pack.active().stream().map(Rule::id).toList();
        for (String id : only) {
            if (!active.contains(id)) {
                throw new UsageException("there is no active rule '" + id + "': " + Nearest.advice(id, active));
            }
        }
        return pack.active().stream().filter(rule -> only.contains(rule.id())).toList();
    }

    private ListFile list() throws IOException {
        Faults faults = new Faults();
        Optional<ListFile> list = ListFile.read(exceptions.toString(), Files.readString(exceptions), faults);
        faults.throwIfAny();
        return list.filter(ListFile::ofExceptions)
                .orElseThrow(() -> new UsageException(
                        exceptions + " is no list of exceptions: its entries say 'value', not 'match'"));
    }
}
