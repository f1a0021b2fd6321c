package io.tokenwatch.writer;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The formats there are. What they write is bounded, and free of anything that looks like a token. */
public final class AlertWriters {
    private static final SortedMap<String, AlertWriter> BY_FORMAT = load();

    private AlertWriters() {}

    private static SortedMap<String, AlertWriter> load() {
        SortedMap<String, AlertWriter> writers = new TreeMap<>();
        for (AlertWriter writer : ServiceLoader.load(AlertWriter.class, AlertWriters.class.getClassLoader())) {
            if (writers.put(writer.format(), writer) != null) {
                throw new IllegalStateException("two writers of " + writer.format());
            }
        }
        return writers;
    }

    /** Their names, in order. */
    public static Iterable<String> formats() {
        return BY_FORMAT.keySet();
    }

    /** @throws IllegalArgumentException if there is no such format, or the options do not fit it */
    public static AlertWriter of(String format, Map<String, String> options) {
        AlertWriter writer = BY_FORMAT.get(format);
        if (writer == null) {
            throw new IllegalArgumentException(
                    "there is no format '" + format + "', only " + String.join(", ", BY_FORMAT.keySet()));
        }
        return new BoundedWriter(writer.with(options));
    }
}
