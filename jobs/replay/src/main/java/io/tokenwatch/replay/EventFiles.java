package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Lines;
import io.tokenwatch.connector.RecordReader;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Goes through the events of some logs, in the order of the files, for whoever asks about them rather than judges them all. */
public final class EventFiles {
    private final ReplaySettings settings;
    private final ReplayWatcher watcher;
    private final Admission admission;
    private final Counts counts = new Counts();
    private long events;
    private long unreadable;

    public EventFiles(ReplaySettings settings, ReplayWatcher watcher) {
        this.settings = settings;
        this.watcher = watcher;
        this.admission = new Admission(settings, List.of());
    }

    /**
     * Hands on every event of the period; it is always the same instance.
     *
     * @throws UnknownFormatException if the format of an input cannot be told
     * @throws UncheckedIOException if an input cannot be read; the message says which
     */
    public void read(List<Input> inputs, Consumer<TokenEvent> out) {
        for (Map.Entry<Input, Connector> entry :
                Formats.of(inputs, settings, watcher).entrySet()) {
            try {
                read(entry.getKey(), entry.getValue().open(settings.reading()), out);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + entry.getKey().name() + ": " + e.getMessage(), e);
            }
        }
    }

    private void read(Input input, RecordReader reader, Consumer<TokenEvent> out) throws IOException {
        try (Lines lines = input.open()) {
            while (lines.next()) {
                try {
                    lines.read(reader, event -> {
                        if (admission.admits(event, counts)) {
                            events++;
                            out.accept(event);
                        }
                    });
                } catch (Unreadable e) {
                    unreadable++;
                }
            }
        }
    }

    /** How many events were handed on. */
    public long events() {
        return events;
    }

    /** How many records could not be read. */
    public long unreadable() {
        return unreadable;
    }
}
