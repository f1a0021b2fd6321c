package io.tokenwatch.yaml;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a file, with its place. Reading it as the wrong kind adds a fault and gives empty. */
public final class YamlValue {
    private final String file;
    private final Node node;
    private final Faults faults;
    private final @Nullable ScalarNode key;

    YamlValue(String file, Node node, Faults faults) {
        this(file, node, faults, null);
    }

    private YamlValue(String file, Node node, Faults faults, @Nullable ScalarNode key) {
        this.file = file;
        this.node = node;
        this.faults = faults;
        this.key = key;
    }

    public Place place() {
        return Place.of(file, node.getStartMark());
    }

    /** That of the key that this is the value of, or its own. */
    public Place keyPlace() {
        return key == null ? place() : Place.of(file, key.getStartMark());
    }

    /** Those of the whole file. */
    public Faults faults() {
        return faults;
    }

    /** For a kind of fault that has no code of its own. */
    public void fault(String message, String advice) {
        fault(FaultKind.OTHER, message, advice);
    }

    public void fault(FaultKind kind, String message, String advice) {
        faults.add(kind, place(), message, advice);
    }

    /** A fault at that character of a text on one line; at its start if it spans lines or is escaped. */
    public void faultWithin(FaultKind kind, int offset, String message, String advice) {
        faults.add(kind, node instanceof ScalarNode text ? within(text, offset) : place(), message, advice);
    }

    /** A fault at the key that this is the value of. */
    public void faultAtKey(FaultKind kind, String message, String advice) {
        faultAtKey(kind, 0, message, advice);
    }

    /** A fault at that character of the key. */
    public void faultAtKey(FaultKind kind, int offset, String message, String advice) {
        faults.add(kind, key == null ? place() : within(key, offset), message, advice);
    }

    private Place within(ScalarNode text, int offset) {
        Place start = Place.of(file, text.getStartMark());
        int quote = text.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        int ends = text.getEndMark().map(mark -> mark.getColumn() + 1).orElse(0);
        boolean oneLine = Place.of(file, text.getEndMark()).line() == start.line()
                && ends - start.column() == text.getValue().length() + 2 * quote;
        return oneLine && offset > 0 ? new Place(file, start.line(), start.column() + quote + offset) : start;
    }

    /** The same value; what is wrong with it and within it goes to those faults, and quotes the same lines. */
    public YamlValue reportingTo(Faults others) {
        others.quote(faults);
        return new YamlValue(file, node, others, key);
    }

    Node node() {
        return node;
    }

    /** Another node of the same file, with faults of its own. */
    YamlValue holding(Node other) {
        return new YamlValue(file, other, new Faults());
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether it is a single value other than null. */
    public boolean isScalar() {
        return node instanceof ScalarNode && !isNull();
    }

    public boolean isNull() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    /** Whether it is text in quotes, which is never read as a number, flag or pattern of another kind. */
    public boolean isQuoted() {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
    }

    public Optional<YamlMap> map() {
        if (node instanceof MappingNode mapping) {
            Map<String, YamlValue> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                entry(tuple, entries);
            }
            return Optional.of(new YamlMap(this, entries, faults));
        }
        fault(FaultKind.WRONG_SHAPE, "a mapping belongs here, not " + kind(), "write 'key: value' lines");
        return Optional.empty();
    }

    private void entry(NodeTuple tuple, Map<String, YamlValue> entries) {
        YamlValue before = new YamlValue(file, tuple.getKeyNode(), faults);
        if (!(tuple.getKeyNode() instanceof ScalarNode name) || !name.getTag().equals(Tag.STR)) {
            before.fault(
                    FaultKind.KEY_IS_NO_TEXT, "a key is a text, not " + before.kind(), "name it, or put it in quotes");
            return;
        }
        YamlValue value = new YamlValue(file, tuple.getValueNode(), faults, name);
        if (entries.putIfAbsent(name.getValue(), value) != null) {
            before.fault(FaultKind.DUPLICATE_KEY, "the key '" + name.getValue() + "' is here twice", "keep one");
        }
    }

    /** The elements of a list; a single value counts as a list of one. */
    public List<YamlValue> list() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .map(n -> new YamlValue(file, n, faults))
                        .toList()
                : isNull() ? List.of() : List.of(this);
    }

    /** A scalar as its text. */
    public Optional<String> text() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return Optional.of(scalar.getValue());
        }
        fault(FaultKind.WRONG_SHAPE, "a text belongs here, not " + kind(), "write one value");
        return Optional.empty();
    }

    /** A scalar as its plain value: String, Long, BigDecimal or Boolean; null for null. */
    public @Nullable Object scalar() {
        if (!(node instanceof ScalarNode scalar)) {
            fault(FaultKind.WRONG_SHAPE, "a single value belongs here, not " + kind(), "write one value");
            return null;
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(scalar.getValue());
        }
        try {
            return tag.equals(Tag.INT)
                    ? (Object) Long.valueOf(scalar.getValue())
                    : tag.equals(Tag.FLOAT) ? new BigDecimal(scalar.getValue()) : scalar.getValue();
        } catch (NumberFormatException e) {
            return scalar.getValue();
        }
    }

    /** A scalar or a list of scalars, as plain values. */
    public @Nullable Object plain() {
        return isList() ? list().stream().map(YamlValue::scalar).toList() : scalar();
    }

    public Optional<Long> number() {
        if (scalar() instanceof Long value) {
            return Optional.of(value);
        }
        fault(FaultKind.NO_WHOLE_NUMBER, "a whole number belongs here, not " + kind(), "write a number such as 3");
        return Optional.empty();
    }

    /** A number with or without a fraction. */
    public Optional<BigDecimal> decimal() {
        Object value = scalar();
        if (value instanceof BigDecimal decimal) {
            return Optional.of(decimal);
        }
        if (value instanceof Long whole) {
            return Optional.of(BigDecimal.valueOf(whole));
        }
        fault(FaultKind.WRONG_SHAPE, "a number belongs here", "write a number such as 0.5");
        return Optional.empty();
    }

    /** A length of time in milliseconds, such as {@code 30s}. */
    public Optional<Long> duration() {
        Optional<String> written = text();
        Optional<Long> parsed = written.flatMap(Duration::parse);
        if (written.isPresent() && parsed.isEmpty()) {
            fault(
                    FaultKind.NO_DURATION,
                    "'" + written.get() + "' is no duration",
                    "write a whole number and ms, s, m, h, d or w, such as 30s or 24h");
        }
        return parsed;
    }

    /** The same text for the same content, whatever the layout, quotes, comments and order of keys. */
    public String canonical() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(t -> new YamlValue(file, t.getKeyNode(), faults).canonical() + ":"
                            + new YamlValue(file, t.getValueNode(), faults).canonical())
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return isList()
                ? list().stream().map(YamlValue::canonical).collect(Collectors.joining(",", "[", "]"))
                : isNull()
                        ? "null"
                        : node.getTag() + "'" + ((ScalarNode) node).getValue().replace("'", "''") + "'";
    }

    /** For people, on one line: nearly as it is written. */
    public String shown() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(t -> new YamlValue(file, t.getKeyNode(), faults).shown() + ": "
                            + new YamlValue(file, t.getValueNode(), faults).shown())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return isList()
                ? list().stream().map(YamlValue::shown).collect(Collectors.joining(", ", "[", "]"))
                : node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private String kind() {
        return isMap()
                ? "a mapping"
                : isList() ? "a list" : isNull() ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    }
}
