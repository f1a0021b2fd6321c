package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.Unreadable;
import io.tokenwatch.engine.LocalEngine;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * One replay: reads all inputs, then judges. Nothing is late, since every event is there before the first one is judged. The
 * events that a rule matches wait in memory, some 300 bytes each.
 */
public final class Replay {
    private static final int STEP = 4_096;
    private static final int FEW_KEYS = 100_000;

    private final PackLog log;
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;
    private final Intake intake;
    private final Map<Connector, RecordReader> readers = new HashMap<>();
    private long bytes;
    private long totalBytes;
    private long nextReport = STEP;

    /** @throws io.tokenwatch.yaml.FaultyFileException if there is any fault in the rules */
    public Replay(RuleFiles rules, ReplaySettings settings, ReplayWatcher watcher) {
        this(PackLog.of(rules.compile()), settings, watcher);
    }

    /** @param log judges each event by the pack in force at its time */
    public Replay(PackLog log, ReplaySettings settings, ReplayWatcher watcher) {
        this.log = log;
        this.settings = settings;
        this.watcher = watcher;
        this.intake = new Intake(new PackRouter(new Plans(log)), settings);
    }

    /**
     * Reads and judges the inputs and writes the results into the folder; may be called once.
     *
     * @throws UnknownFormatException if the format of an input cannot be told; nothing is judged then
     * @throws UncheckedIOException if an input cannot be read or a result not be written; the message says which
     */
    public ReplaySummary run(List<Input> inputs, Path folder) {
        Map<Input, Connector> formats = Formats.of(inputs, settings, watcher);
        try (ReplayFolder results = new ReplayFolder(folder)) {
            long dead = read(formats, results);
            List<Alert> alerts = judge(intake.kept());
            results.write(
                    ReplayFolder.ALERTS,
                    alerts.stream().filter(alert -> !isShadow(alert.rule())).toList());
            if (log.everActive().stream().anyMatch(Replay::isShadow)
                    || alerts.stream().anyMatch(alert -> isShadow(alert.rule()))) {
                results.write(
                        ReplayFolder.SHADOW_ALERTS,
                        alerts.stream().filter(alert -> isShadow(alert.rule())).toList());
            }
            ReplaySummary summary = summary(dead, alerts, formats.values());
            results.publish(summary);
            return summary;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private long read(Map<Input, Connector> formats, ReplayFolder results) throws IOException {
        totalBytes = size(formats.keySet());
        try (DeadLetters dead = new DeadLetters(results.open(ReplayFolder.DEAD_LETTERS))) {
            for (Map.Entry<Input, Connector> entry : formats.entrySet()) {
                read(entry.getKey(), readers.computeIfAbsent(entry.getValue(), c -> c.open(settings.reading())), dead);
            }
            watcher.reading(intake.records(), bytes, totalBytes);
            return dead.count();
        }
    }

    private static long size(Collection<Input> inputs) throws IOException {
        long size = 0;
        for (Input input : inputs) {
            if (input.size() == 0) {
                return 0;
            }
            size += input.size();
        }
        return size;
    }

    private void read(Input input, RecordReader reader, DeadLetters dead) throws IOException {
        long line = 0;
        try (Lines lines = reading(input, () -> input.open(read -> bytes += read))) {
            while (reading(input, lines::next)) {
                line = lines.number();
                try {
                    intake.outcome(lines.read(reader, intake::event));
                } catch (Unreadable e) {
                    intake.deadLetter();
                    dead.add(input, lines, e.reason());
                }
                report();
            }
        } catch (EOFException | ZipException e) {
            intake.deadLetter();
            dead.addRest(input, line, "the gzip stream is damaged: nothing from here to its end can be read");
        }
    }

    /** Something that can fail as reading a file can. */
    private interface Access<T> {
        T get() throws IOException;
    }

    /** Failing to read is another thing than failing to write a dead letter. */
    private static <T> T reading(Input input, Access<T> access) throws EOFException, ZipException {
        try {
            return access.get();
        } catch (EOFException | ZipException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input.name() + ": " + e.getMessage(), e);
        }
    }

    private void report() {
        if (intake.records() >= nextReport) {
            nextReport = intake.records() + STEP;
            watcher.reading(intake.records(), bytes, totalBytes);
        }
    }

    private List<Alert> judge(List<KeptEvent> kept) {
        LocalEngine engine = new LocalEngine(log);
        TokenEvent event = new TokenEvent();
        int sweepAt = FEW_KEYS;
        for (int i = 0; i < kept.size(); i++) {
            intake.restore(kept.get(i), event);
            engine.advance(event.eventTime());
            engine.accept(event);
            if (engine.keys() >= sweepAt) {
                engine.sweep();
                sweepAt = Math.max(FEW_KEYS, 2 * engine.keys());
            }
            if (i % STEP == 0) {
                watcher.judging(i, kept.size());
            }
        }
        watcher.judging(kept.size(), kept.size());
        return List.copyOf(engine.alerts());
    }

    private ReplaySummary summary(long dead, List<Alert> alerts, Collection<Connector> connectors) {
        TreeMap<String, Long> byRule = new TreeMap<>();
        log.everActive().forEach(rule -> byRule.put(rule.id(), 0L));
        alerts.forEach(alert -> byRule.merge(alert.rule().id(), 1L, Long::sum));
        TreeMap<String, Long> unknown = new TreeMap<>();
        for (RecordReader reader : readers.values()) {
            if (reader instanceof CanonicalReader canonical) {
                unknown.putAll(canonical.unknownFields());
            }
        }
        return new ReplaySummary(
                intake.records(),
                intake.judged(),
                intake.duplicates(),
                intake.conflicts(),
                dead,
                intake.outside(),
                intake.skipped(),
                unknown,
                NotEvaluable.of(log.everActive(), connectors),
                byRule,
                alerts.size(),
                alerts.stream().filter(alert -> isShadow(alert.rule())).count(),
                alerts.stream().filter(Alert::truncated).count(),
                log.at(Long.MAX_VALUE).pack().hash());
    }

    private static boolean isShadow(Rule rule) {
        return rule.mode() == Mode.SHADOW;
    }
}
