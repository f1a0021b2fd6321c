package io.tokenwatch.bench.rules;

import io.tokenwatch.bench.workload.LineCursor;
import io.tokenwatch.bench.workload.Workload;
import io.tokenwatch.connector.CanonicalConnector;
import io.tokenwatch.connector.CanonicalReader;
import io.tokenwatch.connector.CanonicalWriter;
import io.tokenwatch.connector.Outcome;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Events of PB-1, evenly taken from all of its time, with {@link Scenery}: as lines, and read from these lines. */
final class Traffic {
    private final CanonicalReader reader;
    private final Workload lines;

    /** @param events how many; a divisor of the workload's number of events, or not too far from one */
    Traffic(Workload workload, int events) throws IOException, Unreadable {
        Path folder = Files.createTempDirectory("tokenwatch-bench");
        reader = new CanonicalConnector().open(Settings.of(TokenKeys.ofInstallation(folder)));
        lines = Workload.ofLines(sample(workload, events));
    }

    private List<String> sample(Workload workload, int events) throws Unreadable {
        long every = Math.max(1, workload.events() / events);
        List<String> sample = new ArrayList<>();
        TokenEvent event = new TokenEvent();
        for (LineCursor cursor = workload.cursor(); cursor.next() && sample.size() < events; ) {
            if (cursor.line() % every == 0 && read(cursor, event)) {
                Scenery.addTo(event);
                sample.add(CanonicalWriter.line(event));
            }
        }
        return sample;
    }

    LineCursor cursor() {
        return lines.cursor();
    }

    boolean read(LineCursor line, TokenEvent event) throws Unreadable {
        return reader.read(line.buffer(), line.start(), line.length(), event) == Outcome.ONE_EVENT;
    }

    /** All of them, in the order of the workload. */
    List<TokenEvent> events() throws Unreadable {
        List<TokenEvent> events = new ArrayList<>();
        for (LineCursor cursor = lines.cursor(); cursor.next(); ) {
            TokenEvent event = new TokenEvent();
            if (read(cursor, event)) {
                events.add(event);
            }
        }
        return events;
    }
}
