package io.tokenwatch.backtest;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.backtest.RuleDifference.Kind;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.list.ListFile;
import io.tokenwatch.list.Lists;
import io.tokenwatch.replay.Formats;
import io.tokenwatch.replay.History;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Judging;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.ResultFolder;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.selection.Exceptions;
import io.tokenwatch.selection.Predicate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What exceptions would do, tried on history before anybody relies on them: which alerts they would remove, change and keep. The events
 * are judged once with the rules as they are and again without the events that are excepted, so that the answer is what a live run would give, also
 * for rules that look at what is missing.
 */
public final class Impact {
    /** What a folder with a whole preview has. */
    public static final String RESULTS = "impact.ndjson";

    private final List<Rule> rules;
    private final ListFile list;
    private final List<Predicate> entries;
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;

    /**
     * A preview.
     *
     * @param rules that the exceptions are for
     * @param list of exceptions, without faults
     */
    public Impact(List<Rule> rules, ListFile list, ReplaySettings settings, ReplayWatcher watcher) {
        this.rules = rules;
        this.list = list;
        this.entries = Exceptions.entries(list, Lists.none());
        this.settings = settings;
        this.watcher = watcher;
    }

    /**
     * Writes {@link #RESULTS} and dead letters into the folder.
     *
     * @throws io.tokenwatch.replay.UnknownFormatException if the format of an input cannot be told; nothing is judged then
     * @throws UncheckedIOException if an input cannot be read or a result not be written; the message says which
     */
    public ImpactResult run(List<Input> inputs, Path folder) {
        Map<Input, Connector> formats = Formats.of(inputs, settings, watcher);
        PackLog now = PackLog.of(RulePack.of(rules));
        try (ResultFolder results = new ResultFolder(folder, RESULTS);
                History history = History.read(formats, List.of(now), settings, watcher, results)) {
            Taken taken = new Taken(entries);
            List<Alert> before = new Judging(now).alerts(history, watcher, taken);
            List<RuleDifference> differences = differences(before, without(entries, history));
            List<ExceptionEntry> ofEntries = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                List<RuleDifference> alone = entries.size() == 1
                        ? differences
                        : differences(before, without(List.of(entries.get(i)), history));
                ofEntries.add(new ExceptionEntry(
                        list.entries().get(i).what().shown(),
                        taken.counts[i],
                        alone.stream().mapToLong(rule -> rule.vanished().size()).sum(),
                        alone.stream().mapToLong(rule -> rule.changed().size()).sum(),
                        alone.stream().mapToLong(rule -> rule.appeared().size()).sum()));
            }
            ImpactResult result =
                    new ImpactResult(list.path(), history.sums().judged(), before.size(), ofEntries, differences);
            results.write(RESULTS, ImpactJson.lines(result));
            results.publish();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private List<Alert> without(List<Predicate> excepted, History history) {
        List<Rule> fewer = rules;
        for (Predicate one : excepted) {
            fewer = fewer.stream().map(rule -> rule.except(one)).toList();
        }
        return new Judging(RulePack.of(fewer)).alerts(history, watcher);
    }

    private List<RuleDifference> differences(List<Alert> before, List<Alert> after) {
        return rules.stream()
                .map(rule -> RuleDifference.of(rule.id(), Kind.SAME, List.of(), of(rule, before), of(rule, after)))
                .toList();
    }

    private static List<Alert> of(Rule rule, List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.rule().id().equals(rule.id()))
                .toList();
    }

    /** Counts the events that each entry takes away. */
    private static final class Taken implements Judging.Observer {
        private final List<Predicate> entries;
        private final long[] counts;

        private Taken(List<Predicate> entries) {
            this.entries = entries;
            this.counts = new long[entries.size()];
        }

        @Override
        public void before(TokenEvent event, LocalEngine engine) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += entries.get(i).test(event) ? 1 : 0;
            }
        }
    }
}
