package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.Connectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides by which connector each input is read, before any of them is. */
public final class Formats {
    private Formats() {}

    /**
     * The connector of each input; one without a line needs none and is left out.
     *
     * @throws UnknownFormatException if the format is to be told by the content, and some content says nothing
     * @throws UncheckedIOException if an input cannot be read
     */
    public static Map<Input, Connector> of(List<Input> inputs, ReplaySettings settings, ReplayWatcher watcher) {
        Map<Input, Connector> formats = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Input input : inputs) {
            Connector given = settings.format();
            if (given != null) {
                formats.put(input, given);
                continue;
            }
            List<String> sample = sample(input);
            Optional<Connector> found = Connectors.recognise(sample);
            found.ifPresent(connector -> formats.put(input, connector));
            found.ifPresent(connector -> watcher.recognised(input, connector));
            if (found.isEmpty() && !sample.isEmpty()) {
                unknown.add(input.name());
            }
        }
        if (!unknown.isEmpty()) {
            throw new UnknownFormatException(unknown);
        }
        return formats;
    }

    private static List<String> sample(Input input) {
        try {
            return input.sample();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + input.name(), e);
        }
    }
}
