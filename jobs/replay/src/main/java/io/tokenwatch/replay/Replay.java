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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One replay: reads all inputs, then judges. Nothing is late, since every event is there before the first one is judged.
 * Events that wait for that are in memory, or on disk where they are many.
 */
public final class Replay {
    private final PackLog log;
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;
    private final Engine engine;

    /** Who hears of the changes of alerts. */
    public interface Audience {
        Audience NOBODY = new Audience() {
            @Override
            public boolean listens() {
                return false;
            }

            @Override
            public AlertSink of(Engine.Extent judged) {
                return (alert, change) -> {};
            }
        };

        /** Whether anybody does: an engine need not tell, if not. */
        boolean listens();

        /** To be called when what is judged has been read. */
        AlertSink of(Engine.Extent judged);
    }

    /** @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules */
    public Replay(RuleFiles rules, ReplaySettings settings, ReplayWatcher watcher) {
        this(PackLog.of(rules.compile()), settings, watcher);
    }

    /** @param log judges each event by the pack in force at its time */
    public Replay(PackLog log, ReplaySettings settings, ReplayWatcher watcher) {
        this(log, settings, watcher, new InProcess());
    }

    /** @param engine what reads and judges: it changes nothing in the answer */
    public Replay(PackLog log, ReplaySettings settings, ReplayWatcher watcher, Engine engine) {
        this.log = log;
        this.settings = settings;
        this.watcher = watcher;
        this.engine = engine;
    }

    /**
     * Reads and judges the inputs and writes the results into the folder; may be called once.
     *
     * @param page makes the report
     * @throws UnknownFormatException if the format of an input cannot be told; nothing is judged then
     * @throws UncheckedIOException if an input cannot be read or a result not be written; the message says which
     */
    public ReplaySummary run(List<Input> inputs, Path folder, Function<ReplayResult, String> page) {
        return run(inputs, folder, page, Audience.NOBODY);
    }

    /** As {@link #run(List, Path, Function)}; whoever the audience is hears of every change of an alert. */
    public ReplaySummary run(List<Input> inputs, Path folder, Function<ReplayResult, String> page, Audience audience) {
        Map<Input, Connector> formats = Formats.of(inputs, settings, watcher);
        try (ResultFolder results = new ResultFolder(folder, ResultFolder.SUMMARY)) {
            Engine.Answer answer = engine.answer(new Engine.Task(formats, log, settings, watcher, results, audience));
            Sums sums = answer.sums();
            results.alerts(log.everActive(), answer.alerts());
            ReplaySummary summary = summary(answer, formats.values());
            results.write(
                    ResultFolder.REPORT,
                    List.of(page.apply(
                            new ReplayResult(summary, log.everActive(), answer.alerts(), sums.first(), sums.last()))));
            results.write(ResultFolder.SUMMARY, List.of(summary.toJson()));
            results.publish();
            return summary;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private ReplaySummary summary(Engine.Answer answer, Collection<Connector> connectors) {
        Sums sums = answer.sums();
        List<Alert> alerts = answer.alerts();
        TreeMap<String, Long> byRule = new TreeMap<>();
        log.everActive().forEach(rule -> byRule.put(rule.id(), 0L));
        alerts.forEach(alert -> byRule.merge(alert.rule().id(), 1L, Long::sum));
        return new ReplaySummary(
                sums.records(),
                sums.judged(),
                sums.duplicates(),
                sums.conflicts(),
                sums.deadLetters(),
                sums.outsidePeriod(),
                sums.skipped(),
                sums.unknownFields(),
                NotEvaluable.of(log.everActive(), connectors, settings.network()),
                byRule,
                alerts.size(),
                alerts.stream().filter(alert -> isShadow(alert.rule())).count(),
                alerts.stream().filter(Alert::truncated).count(),
                answer.keysLeftOut(),
                provenance(sums.inputs()));
    }

    private Provenance provenance(List<InputDigest> inputs) {
        return new Provenance(
                Provenance.builtVersion(),
                log.at(Long.MAX_VALUE).pack().hash(),
                log.tenures().size(),
                settings.from(),
                settings.to(),
                settings.network().sources(),
                inputs);
    }

    static boolean isShadow(Rule rule) {
        return rule.mode() == Mode.SHADOW;
    }
}
