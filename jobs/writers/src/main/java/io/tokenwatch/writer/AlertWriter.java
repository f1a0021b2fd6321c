package io.tokenwatch.writer;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import java.util.Map;

/**
 * One format. A class that is annotated with {@code @AutoService(AlertWriter.class)} is found by its name; its test extends
 * {@code WriterContract}.
 */
public interface AlertWriter {
    /** As settings write it, such as {@code ocsf}. */
    String format();

    /** As HTTP says it. */
    String contentType();

    /** What a receiver of this format takes at least, bytes. {@link AlertWriters} sees to it that no document is longer. */
    int longest();

    /**
     * The writer with these options.
     *
     * @throws IllegalArgumentException if one is missing, wrong, or not an option of this format; the message says which
     */
    default AlertWriter with(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "the format " + format() + " has no option " + String.join(", ", options.keySet()));
        }
        return this;
    }

    /**
     * One document in UTF-8: the same bytes for the same arguments.
     *
     * @throws UnwritableAlert if the format cannot say this alert
     */
    byte[] write(Alert alert, Change change, Run run);
}
