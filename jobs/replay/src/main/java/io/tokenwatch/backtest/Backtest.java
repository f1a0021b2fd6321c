package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.replay.Formats;
import io.tokenwatch.replay.History;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Judging;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One backtest: reads the logs once, judges them by the rules, and by other rules if there are any to compare with. */
public final class Backtest {
    /** What a folder with a whole backtest has. */
    public static final String RESULTS = "backtest.ndjson";

    public static final String REPORT = ResultFolder.REPORT;

    private final RuleSet rules;
    private final @Nullable RuleSet against;
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;

    /** @param against the rules to compare with; null for none */
    public Backtest(RuleSet rules, @Nullable RuleSet against, ReplaySettings settings, ReplayWatcher watcher) {
        this.rules = rules;
        this.against = against;
        this.settings = settings;
        this.watcher = watcher;
    }

    /**
     * Writes alerts, dead letters, {@link #RESULTS} and {@link #REPORT} into the folder.
     *
     * @param page makes the report
     * @throws io.tokenwatch.replay.UnknownFormatException if the format of an input cannot be told; nothing is judged then
     * @throws UncheckedIOException if an input cannot be read or a result not be written; the message says which
     */
    public BacktestResult run(List<Input> inputs, Path folder, Function<BacktestResult, String> page) {
        Map<Input, Connector> formats = Formats.of(inputs, settings, watcher);
        List<PackLog> packs = Stream.concat(Stream.of(rules), Stream.ofNullable(against))
                .map(RuleSet::log)
                .toList();
        try (ResultFolder results = new ResultFolder(folder, RESULTS);
                History history = History.read(formats, packs, settings, watcher, results)) {
            Cost cost = new Cost(rules.pack(), history);
            List<Alert> alerts = new Judging(rules.log()).alerts(history, watcher, cost);
            results.alerts(rules.pack().active(), alerts);
            BacktestResult result = new BacktestResult(
                    rules,
                    Reading.of(history),
                    RuleResult.of(rules.pack(), alerts, cost.ofRules(), history),
                    compare(history, alerts));
            results.write(REPORT, List.of(page.apply(result)));
            results.write(RESULTS, BacktestJson.lines(result));
            results.publish();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private Optional<Comparison> compare(History history, List<Alert> alerts) {
        if (against == null) {
            return Optional.empty();
        }
        List<Alert> before = new Judging(against.log()).alerts(history, watcher);
        return Optional.of(Comparison.of(against, before, rules, alerts));
    }
}
