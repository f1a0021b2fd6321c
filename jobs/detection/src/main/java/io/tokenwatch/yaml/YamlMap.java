package io.tokenwatch.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A mapping that knows which of its keys have been read, so that the others can be called unknown. */
public final class YamlMap {
    private final YamlValue self;
    private final Map<String, YamlValue> entries;
    private final Faults faults;
    private final Set<String> asked = new TreeSet<>();

    YamlMap(YamlValue self, Map<String, YamlValue> entries, Faults faults) {
        this.self = self;
        this.entries = entries;
        this.faults = faults;
    }

    public Place place() {
        return self.place();
    }

    public Faults faults() {
        return faults;
    }

    /** See {@link YamlValue#canonical}. */
    public String canonical() {
        return self.canonical();
    }

    public Map<String, YamlValue> entries() {
        return entries;
    }

    /** For a kind of fault that has no code of its own. */
    public void fault(String message, String advice) {
        fault(FaultKind.OTHER, message, advice);
    }

    /** A fault of the mapping as a whole, at its key. */
    public void fault(FaultKind kind, String message, String advice) {
        self.faultAtKey(kind, message, advice);
    }

    public boolean has(String key) {
        return get(key).isPresent();
    }

    public Optional<YamlValue> get(String key) {
        asked.add(key);
        return Optional.ofNullable(entries.get(key));
    }

    /** The value; a fault if there is none. */
    public Optional<YamlValue> required(String key, String example) {
        Optional<YamlValue> value = get(key);
        if (value.isEmpty()) {
            fault(FaultKind.MISSING_KEY, "'" + key + "' is missing", "add '" + key + ": " + example + "'");
        }
        return value;
    }

    public String text(String key, String otherwise) {
        return get(key).flatMap(YamlValue::text).orElse(otherwise);
    }

    public long number(String key, long otherwise) {
        return get(key).flatMap(YamlValue::number).orElse(otherwise);
    }

    /** A whole number from {@code least} to {@code most}; a fault, and the nearer of the two, if it is beyond. */
    public long within(String key, long otherwise, long least, long most) {
        long number = number(key, otherwise);
        if (number < least || number > most) {
            get(key).ifPresent(value -> value.fault(
                    FaultKind.OUT_OF_RANGE,
                    "'" + key + "' must be from " + least + " to " + most,
                    "write one in between"));
        }
        return Math.max(least, Math.min(most, number));
    }

    /** Milliseconds. */
    public long duration(String key, long otherwise) {
        return get(key).flatMap(YamlValue::duration).orElse(otherwise);
    }

    public List<String> texts(String key) {
        return get(key).map(YamlValue::list).orElse(List.of()).stream()
                .flatMap(value -> value.text().stream())
                .toList();
    }

    /** One of these values, in lower case as in the file; a fault with the nearest if it is another. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Optional<YamlValue> value = get(key);
        Optional<String> text = value.flatMap(YamlValue::text);
        if (text.isEmpty()) {
            return otherwise;
        }
        Set<String> names = new TreeSet<>();
        for (E choice : type.getEnumConstants()) {
            String name = choice.name().toLowerCase(java.util.Locale.ROOT);
            names.add(name);
            if (name.equals(text.get())) {
                return choice;
            }
        }
        value.get()
                .fault(
                        FaultKind.UNKNOWN_CHOICE,
                        "'" + text.get() + "' is no " + key,
                        Nearest.advice(text.get(), names));
        return otherwise;
    }

    /** Adds a fault for each key that nobody has asked for. */
    public void refuseOthers() {
        entries.forEach((key, value) -> {
            if (!asked.contains(key)) {
                value.faultAtKey(FaultKind.UNKNOWN_KEY, "'" + key + "' is not a key here", Nearest.advice(key, asked));
            }
        });
    }
}
