package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What reads logs and judges them. Any two give the same answer, byte for byte. */
public interface Engine {
    /**
     * What is to be done.
     *
     * @param formats of each input, see {@link Formats}
     * @param log judges each event by the pack in force at its time
     * @param results takes the dead letters
     * @param audience hears of every change of an alert
     */
    record Task(
            Map<Input, Connector> formats,
            PackLog log,
            ReplaySettings settings,
            ReplayWatcher watcher,
            ResultFolder results,
            Replay.Audience audience) {}

    /**
     * The answer.
     *
     * @param alerts that stand at the end, by id
     * @param keysLeftOut see {@link io.tokenwatch.engine.Router#keysLeftOut}
     */
    record Answer(Sums sums, List<Alert> alerts, long keysLeftOut) {}

    /**
     * Reads and judges.
     *
     * @throws java.io.UncheckedIOException if an input cannot be read; the message says which
     * @throws IOException if something cannot be written
     */
    Answer answer(Task task) throws IOException;
}
