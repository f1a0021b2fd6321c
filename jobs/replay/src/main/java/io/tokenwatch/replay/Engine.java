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

    /** What was judged, for those who write alerts elsewhere. */
    interface Extent {
        /** 64 bits in hex of the events that a rule matches, the same whatever their order, their duplication and the files they were in. */
        String digest();

        /** When the first event of the period happened, whether a rule matches it or not; {@link Long#MAX_VALUE} if there is none. */
        long first();
    }

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
