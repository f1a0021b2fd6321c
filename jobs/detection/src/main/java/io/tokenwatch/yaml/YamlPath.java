package io.tokenwatch.yaml;

import java.util.ArrayList;
import java.util.List;

/** The way from the root of a file to a value: keys, and indices of lists counted from 0. */
public record YamlPath(List<String> steps) {
    public YamlPath {
        steps = List.copyOf(steps);
    }

    public static YamlPath of(String... steps) {
        return new YamlPath(List.of(steps));
    }

    public YamlPath child(String step) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return new YamlPath(longer);
    }

    public YamlPath child(int index) {
        return child(Integer.toString(index));
    }

    public String last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether this is that path or leads on from it. */
    public boolean isWithin(YamlPath outer) {
        return steps.size() >= outer.steps.size()
                && steps.subList(0, outer.steps.size()).equals(outer.steps);
    }

    @Override
    public String toString() {
        return String.join(".", steps);
    }
}
