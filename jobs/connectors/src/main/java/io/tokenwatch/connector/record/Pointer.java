package io.tokenwatch.connector.record;

import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901), with three liberties: {@code *} names every element of an array, {@code [name=value]} those elements that say so,
 * and a name is also found in other case, as exporters change it. An object where an array is expected counts as an array of one;
 * a text that holds JSON is entered.
 */
public final class Pointer {
    private static final int MOST_STEPS = 16;

    private record Step(String name, @Nullable String value) {}

    private final String text;
    private final Step[] steps;

    private Pointer(String text, Step[] steps) {
        this.text = text;
        this.steps = steps;
    }

    /** @throws IllegalArgumentException if it is none; the message says why */
    public static Pointer of(String text) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '/') {
                throw new IllegalArgumentException("a pointer is written /name/name");
            }
            at++;
            boolean where = at < text.length() && text.charAt(at) == '[';
            int end = where ? text.indexOf(']', at) + 1 : text.indexOf('/', at);
            if (where && end == 0) {
                throw new IllegalArgumentException("the bracket is not closed");
            }
            end = end < 0 ? text.length() : end;
            steps.add(where ? where(text.substring(at + 1, end - 1)) : named(text.substring(at, end)));
            at = end;
        }
        if (steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException("a pointer has at most " + MOST_STEPS + " steps");
        }
        return new Pointer(text, steps.toArray(Step[]::new));
    }

    private static Step where(String condition) {
        int equals = condition.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("in brackets stands name=value");
        }
        return new Step(condition.substring(0, equals), condition.substring(equals + 1));
    }

    private static Step named(String escaped) {
        return new Step(escaped.replace("~1", "/").replace("~0", "~"), null);
    }

    /** The texts it leads to, without those that {@linkplain Absent say nothing}. */
    public List<String> texts(Object root) {
        List<String> found = new ArrayList<>(1);
        walk(root, 0, root, (parent, node) -> {
            if (node instanceof String said && !Absent.is(said)) {
                found.add(said);
            } else if (node instanceof List<?> many) {
                many.forEach(one -> {
                    if (one instanceof String said && !Absent.is(said)) {
                        found.add(said);
                    }
                });
            }
        });
        return found;
    }

    /** Hands over each node it leads to, after the object nearest around it; an array itself is one node. */
    public void nodes(Object root, BiConsumer<Object, Object> sink) {
        walk(root, 0, root, sink);
    }

    private void walk(Object node, int at, Object parent, BiConsumer<Object, Object> sink) {
        if (at == steps.length) {
            sink.accept(parent, node);
            return;
        }
        Step step = steps[at];
        boolean each = step.value != null || step.name.equals("*");
        if (each && node instanceof List<?> many) {
            for (Object one : many) {
                if (one != null && holds(step, one)) {
                    walk(one, at + 1, parent, sink);
                }
            }
        } else if (each) {
            if (node instanceof Map<?, ?> && holds(step, node)) {
                walk(node, at + 1, parent, sink);
            }
        } else {
            Object child = child(node, step.name, at + 1 < steps.length);
            if (child != null) {
                walk(child, at + 1, node, sink);
            }
        }
    }

    private static boolean holds(Step step, Object element) {
        return step.value == null || step.value.equals(child(element, step.name, false));
    }

    private static @Nullable Object child(Object node, String name, boolean enter) {
        if (node instanceof List<?> many) {
            int index = name.length() < 5 && name.chars().allMatch(Character::isDigit) && !name.isEmpty()
                    ? Integer.parseInt(name)
                    : Integer.MAX_VALUE;
            return index < many.size() ? many.get(index) : null;
        }
        if (!(node instanceof Map<?, ?>)) {
            return null;
        }
        @SuppressWarnings("unchecked") // trees have no other maps
        Map<String, Object> object = (Map<String, Object>) node;
        String key = key(object, name);
        Object child = key == null ? null : object.get(key);
        if (enter && child instanceof String json && (json.startsWith("{") || json.startsWith("["))) {
            try {
                child = JsonTree.inText(json);
                object.put(String.valueOf(key), child); // the next pointer finds it read
            } catch (Unreadable e) {
                return null;
            }
        }
        return child;
    }

    private static @Nullable String key(Map<String, Object> object, String name) {
        if (object.containsKey(name)) {
            return name;
        }
        for (String key : object.keySet()) {
            if (key.equalsIgnoreCase(name)) {
                return key;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
