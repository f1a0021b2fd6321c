package io.tokenwatch.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A file with one thing in it changed. What is not on the way to the change is shared, every value keeps its place, and nothing
 * is parsed again. The original is left alone; faults of the copy go to a list of their own.
 */
public final class YamlEdit {
    /** An entry of a mapping, or an element of a list, which has no key. */
    private record Child(@Nullable Node key, Node value) {}

    private interface Change {
        void make(List<Child> siblings, int at);
    }

    private YamlEdit() {}

    /** Leaves the value out, with its key. */
    public static YamlValue without(YamlValue root, YamlPath path) {
        return edit(root, path, (siblings, at) -> siblings.remove(at));
    }

    /** Puts another text into a scalar, of the same kind (number stays number). */
    public static YamlValue with(YamlValue root, YamlPath path, String text) {
        return edit(root, path, (siblings, at) -> {
            Child old = siblings.get(at);
            siblings.set(at, new Child(old.key(), scalar(old.value(), text)));
        });
    }

    /** Gives the value another key. */
    public static YamlValue renamed(YamlValue root, YamlPath path, String key) {
        return edit(root, path, (siblings, at) -> {
            Child old = siblings.get(at);
            siblings.set(at, new Child(scalar(old.key(), key), old.value()));
        });
    }

    /** Exchanges the value with the one after it. */
    public static YamlValue swapped(YamlValue root, YamlPath path) {
        return edit(root, path, (siblings, at) -> Collections.swap(siblings, at, at + 1));
    }

    private static Node scalar(@Nullable Node old, String text) {
        if (!(old instanceof ScalarNode scalar)) {
            throw new IllegalArgumentException("only a single value can be exchanged for " + text);
        }
        return new ScalarNode(
                scalar.getTag(), true, text, scalar.getScalarStyle(), scalar.getStartMark(), scalar.getEndMark());
    }

    private static YamlValue edit(YamlValue root, YamlPath path, Change change) {
        return root.holding(edit(root.node(), path, 0, change));
    }

    private static Node edit(Node node, YamlPath path, int depth, Change change) {
        List<Child> children = children(node);
        String step = path.steps().get(depth);
        int at = indexOf(children, step);
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + step + " of " + path);
        }
        if (depth == path.steps().size() - 1) {
            change.make(children, at);
        } else {
            Child child = children.get(at);
            children.set(at, new Child(child.key(), edit(child.value(), path, depth + 1, change)));
        }
        return holding(node, children);
    }

    private static List<Child> children(Node node) {
        List<Child> children = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> children.add(new Child(tuple.getKeyNode(), tuple.getValueNode())));
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> children.add(new Child(null, element)));
        }
        return children;
    }

    private static int indexOf(List<Child> children, String step) {
        for (int i = 0; i < children.size(); i++) {
            String name = children.get(i).key() instanceof ScalarNode key ? key.getValue() : Integer.toString(i);
            if (name.equals(step)) {
                return i;
            }
        }
        return -1;
    }

    private static Node holding(Node node, List<Child> children) {
        if (node instanceof MappingNode mapping) {
            List<NodeTuple> tuples = new ArrayList<>();
            for (Child child : children) {
                if (child.key() != null) {
                    tuples.add(new NodeTuple(child.key(), child.value()));
                }
            }
            return new MappingNode(
                    mapping.getTag(), true, tuples, mapping.getFlowStyle(), node.getStartMark(), node.getEndMark());
        }
        return new SequenceNode(
                node.getTag(),
                true,
                children.stream().map(Child::value).toList(),
                ((SequenceNode) node).getFlowStyle(),
                node.getStartMark(),
                node.getEndMark());
    }
}
