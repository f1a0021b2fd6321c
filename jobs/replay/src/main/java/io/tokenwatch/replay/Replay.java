package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One replay: reads all inputs, then judges. Nothing is late, since every event is there before the first one is judged.
 * Events that wait for that are in memory, or on disk where they are many.
 */
public final class Replay {
    private final PackLog log;
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;

    /** Who hears of the changes of alerts while a history is judged. */
    public interface Audience {
        /** Null if nobody does. */
        @Nullable
        AlertSink of(History history);
    }

    /** @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules */
    public Replay(RuleFiles rules, ReplaySettings settings, ReplayWatcher watcher) {
        this(PackLog.of(rules.compile()), settings, watcher);
    }

    /** @param log judges each event by the pack in force at its time */
    public Replay(PackLog log, ReplaySettings settings, ReplayWatcher watcher) {
        this.log = log;
        this.settings = settings;
        this.watcher = watcher;
    }

    /**
     * Reads and judges the inputs and writes the results into the folder; may be called once.
     *
     * @param page makes the report
     * @throws UnknownFormatException if the format of an input cannot be told; nothing is judged then
     * @throws UncheckedIOException if an input cannot be read or a result not be written; the message says which
     */
    public ReplaySummary run(List<Input> inputs, Path folder, Function<ReplayResult, String> page) {
        return run(inputs, folder, page, history -> null);
    }

    /** As {@link #run(List, Path, Function)}; whoever the audience is hears of every change of an alert. */
    public ReplaySummary run(List<Input> inputs, Path folder, Function<ReplayResult, String> page, Audience audience) {
        Map<Input, Connector> formats = Formats.of(inputs, settings, watcher);
        try (ResultFolder results = new ResultFolder(folder, ResultFolder.SUMMARY)) {
            return run(formats, results, page, audience);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private ReplaySummary run(
            Map<Input, Connector> formats, ResultFolder results, Function<ReplayResult, String> page, Audience audience)
            throws IOException {
        try (History history = History.read(formats, List.of(log), settings, watcher, results)) {
            AlertSink told = audience.of(history);
            Judging judging = new Judging(log, told);
            List<Alert> alerts = judging.alerts(history, watcher);
            results.alerts(log.everActive(), alerts);
            ReplaySummary summary = summary(history, alerts, judging.keysLeftOut());
            results.write(
                    ResultFolder.REPORT,
                    List.of(page.apply(
                            new ReplayResult(summary, log.everActive(), alerts, history.first(), history.last()))));
            results.write(ResultFolder.SUMMARY, List.of(summary.toJson()));
            results.publish();
            return summary;
        }
    }

    private ReplaySummary summary(History history, List<Alert> alerts, long keysLeftOut) {
        TreeMap<String, Long> byRule = new TreeMap<>();
        log.everActive().forEach(rule -> byRule.put(rule.id(), 0L));
        alerts.forEach(alert -> byRule.merge(alert.rule().id(), 1L, Long::sum));
        return new ReplaySummary(
                history.records(),
                history.judged(),
                history.duplicates(),
                history.conflicts(),
                history.deadLettersByReason(),
                history.outsidePeriod(),
                history.skipped(),
                history.unknownFields(),
                NotEvaluable.of(log.everActive(), history.connectors(), settings.network()),
                byRule,
                alerts.size(),
                alerts.stream().filter(alert -> isShadow(alert.rule())).count(),
                alerts.stream().filter(Alert::truncated).count(),
                keysLeftOut,
                provenance(history));
    }

    private Provenance provenance(History history) {
        return new Provenance(
                Provenance.builtVersion(),
                log.at(Long.MAX_VALUE).pack().hash(),
                log.tenures().size(),
                settings.from(),
                settings.to(),
                settings.network().sources(),
                history.inputs());
    }

    static boolean isShadow(Rule rule) {
        return rule.mode() == Mode.SHADOW;
    }
}
