package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.yaml.YamlEdit;
import io.tokenwatch.yaml.YamlPath;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every mutation of a rule. Some may not compile, which whoever runs them finds out. */
public final class Mutations {
    private final YamlValue root;
    private final List<Mutation> all = new ArrayList<>();

    private Mutations(YamlValue root) {
        this.root = root;
    }

    public static List<Mutation> of(YamlValue root) {
        Mutations mutations = new Mutations(root);
        entries(root).forEach((key, value) -> {
            YamlPath path = YamlPath.of(key);
            switch (key) {
                case "detection" -> new DetectionMutations(mutations).add(path, value);
                case "correlation" -> new CorrelationMutations(mutations).add(path, value);
                case "levels" -> new CorrelationMutations(mutations).addTiers(path, value);
                case "exceptions" -> mutations.dropElements(Operator.PART, path, value, 1);
                case "suppress" -> mutations.dropKeys(path, value);
                default -> {} // says nothing of which events make an alert
            }
        });
        return List.copyOf(mutations.all);
    }

    private void dropKeys(YamlPath path, YamlValue suppress) {
        YamlValue by = entries(suppress).get("by");
        if (by != null) {
            dropElements(Operator.KEY, path.child("by"), by, 2);
        }
    }

    /** Leaves out each element of a list that has at least so many; a single value counts as a list of one. */
    void dropElements(Operator operator, YamlPath path, YamlValue list, int least) {
        List<YamlValue> elements = list.list();
        if (!list.isList() && least <= 1) {
            drop(operator, path, list);
        }
        for (int i = 0; list.isList() && elements.size() >= least && i < elements.size(); i++) {
            drop(operator, path.child(i), elements.get(i));
        }
    }

    void drop(Operator operator, YamlPath path, YamlValue value) {
        add(operator, path, value, "left out", () -> YamlEdit.without(root, path));
    }

    void replace(Operator operator, YamlPath path, YamlValue value, String text) {
        add(operator, path, value, "as " + text, () -> YamlEdit.with(root, path, text));
    }

    void moveBound(YamlPath path, YamlValue value, String text, boolean rising) {
        all.add(new Mutation(
                Operator.BOUND,
                path,
                value.place(),
                shown(value),
                "as " + text,
                rising,
                () -> YamlEdit.with(root, path, text)));
    }

    void rename(Operator operator, YamlPath path, YamlValue value, String key) {
        add(operator, path, value, "with '" + key + "'", () -> YamlEdit.renamed(root, path, key));
    }

    void swap(YamlPath path, YamlValue value) {
        add(Operator.STEPS, path, value, "swapped with the next", () -> YamlEdit.swapped(root, path));
    }

    private void add(Operator operator, YamlPath path, YamlValue value, String change, Supplier<YamlValue> mutant) {
        all.add(new Mutation(operator, path, value.place(), shown(value), change, false, mutant));
    }

    static String shown(YamlValue value) {
        return value.isMap() || value.isList() ? "all of it" : String.valueOf(value.scalar());
    }

    static Map<String, YamlValue> entries(YamlValue value) {
        return value.isMap() ? value.map().orElseThrow().entries() : Map.of();
    }
}
