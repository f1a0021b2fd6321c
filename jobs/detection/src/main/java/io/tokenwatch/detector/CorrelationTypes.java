package io.tokenwatch.detector;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The correlation types on the class path. */
public final class CorrelationTypes {
    private static final Map<String, CorrelationType> BY_NAME = load();

    private CorrelationTypes() {}

    private static Map<String, CorrelationType> load() {
        Map<String, CorrelationType> types = new TreeMap<>();
        ServiceLoader.load(CorrelationType.class, CorrelationType.class.getClassLoader())
                .forEach(type -> types.put(type.name(), type));
        return types;
    }

    public static Optional<CorrelationType> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public static Iterable<String> names() {
        return BY_NAME.keySet();
    }
}
