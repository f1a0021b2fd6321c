package io.tokenwatch.sigma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a rule file. The same content gives the same text. */
final class RuleText {
    private static final int WIDTH = 120;

    /** What YAML 1.2 reads as this very text, wherever it stands. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*");

    private static final Pattern WORDS = Pattern.compile("(?i)true|false|null|yes|no|on|off");

    private final StringBuilder out = new StringBuilder();

    /** Lines above the rule. */
    RuleText comment(String text) {
        text.lines().forEach(line -> out.append("# ").append(line).append('\n'));
        return this;
    }

    /** A line of a mapping; nothing if there is no value. */
    RuleText line(int depth, String key, String value) {
        if (!value.isEmpty()) {
            indent(depth).append(key).append(": ").append(quoted(value)).append('\n');
        }
        return this;
    }

    /** A line whose value is already YAML. */
    RuleText raw(int depth, String key, String yaml) {
        indent(depth)
                .append(key)
                .append(':')
                .append(yaml.isEmpty() ? "" : " ")
                .append(yaml)
                .append('\n');
        return this;
    }

    /** On one line if it fits; nothing if the list is empty. */
    RuleText list(int depth, String key, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        String flow = flow(values);
        if (flow.length() + key.length() <= WIDTH - 2) {
            return raw(depth, key, flow);
        }
        raw(depth, key, "");
        values.forEach(
                value -> indent(depth + 1).append("- ").append(quoted(value)).append('\n'));
        return this;
    }

    /** A selection: its lines, or a list of alternatives. */
    RuleText selection(String name, List<Clause> clauses) {
        raw(1, name, "");
        for (Clause clause : clauses) {
            boolean first = true;
            for (Map.Entry<String, List<@Nullable Object>> line : clause.lines().entrySet()) {
                String value = line.getValue().size() == 1
                        ? scalar(line.getValue().get(0))
                        : flow(new ArrayList<>(line.getValue()));
                String dash = clauses.size() == 1 ? "" : first ? "- " : "  ";
                indent(2)
                        .append(dash)
                        .append(line.getKey())
                        .append(": ")
                        .append(value)
                        .append('\n');
                first = false;
            }
        }
        return this;
    }

    static String flow(List<? extends @Nullable Object> values) {
        return values.stream().map(RuleText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String scalar(@Nullable Object value) {
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.matcher(text).matches()
                ? text
                : "'" + text.replace("'", "''") + "'";
    }

    private StringBuilder indent(int depth) {
        return out.append("  ".repeat(depth));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
