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

    YamlValue(String file, Node node, Faults faults) {
        this.file = file;
        this.node = node;
        this.faults = faults;
    }

    public Place place() {
        return Place.of(file, node.getStartMark());
    }

    /** Those of the whole file. */
    public Faults faults() {
        return faults;
    }

    public void fault(String message, String advice) {
        faults.add(place(), message, advice);
    }

    /** The same value; what is wrong with it and within it goes to those faults, and quotes the same lines. */
    public YamlValue reportingTo(Faults others) {
        others.quote(faults);
        return new YamlValue(file, node, others);
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
                YamlValue key = new YamlValue(file, tuple.getKeyNode(), faults);
                String name = key.text().orElse("");
                YamlValue value = new YamlValue(file, tuple.getValueNode(), faults);
                if (entries.putIfAbsent(name, value) != null) {
                    key.fault("the key '" + name + "' is here twice", "keep one");
                }
            }
            return Optional.of(new YamlMap(this, entries, faults));
        }
        fault("a mapping belongs here, not " + kind(), "write 'key: value' lines");
        return Optional.empty();
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
        fault("a text belongs here, not " + kind(), "write one value");
        return Optional.empty();
    }

    /** A scalar as its plain value: String, Long, BigDecimal or Boolean; null for null. */
    public @Nullable Object scalar() {
        if (!(node instanceof ScalarNode scalar)) {
            fault("a single value belongs here, not " + kind(), "write one value");
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
        fault("a whole number belongs here", "write a number such as 3");
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
        fault("a number belongs here", "write a number such as 0.5");
        return Optional.empty();
    }

    /** A length of time in milliseconds, such as {@code 30s}. */
    public Optional<Long> duration() {
        Optional<Long> parsed = text().flatMap(Duration::parse);
        if (parsed.isEmpty()) {
            fault("this is no duration", "write a whole number and ms, s, m, h, d or w, such as 30s or 24h");
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

    private String kind() {
        return isMap() ? "a mapping" : isList() ? "a list" : isNull() ? "nothing" : "'" + scalar() + "'";
    }
}
