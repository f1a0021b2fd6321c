package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lanes of a plan: which of a rule's steps take which. A rule without aliases has one lane for all its steps. */
final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    private final Lane[] byIndex;
    /** Per rule: the indices of its lanes. */
    private final int[][] ofRule;
    /** Per rule and lane of it: the bits of the steps that take it. */
    private final int[][] steps;

    Lanes(Plan plan) {
        ofRule = new int[plan.rules().size()][];
        steps = new int[ofRule.length][];
        for (int i = 0; i < ofRule.length; i++) {
            Rule rule = plan.rules().get(i);
            Group group = plan.groups().get(plan.groupOf(i));
            Map<Integer, Integer> bits = new LinkedHashMap<>();
            for (int step = 0; step < rule.steps().size(); step++) {
                bits.merge(index(group, fields(rule, step)), 1 << step, (a, b) -> a | b);
            }
            ofRule[i] = bits.keySet().stream().mapToInt(lane -> lane).toArray();
            steps[i] = bits.values().stream().mapToInt(mask -> mask).toArray();
        }
        byIndex = lanes.toArray(Lane[]::new);
    }

    private static List<Field> fields(Rule rule, int step) {
        return rule.groupBy().stream().map((KeyPart part) -> part.field(step)).toList();
    }

    private int index(Group group, List<Field> fields) {
        Lane lane = new Lane(group, fields);
        int index = lanes.indexOf(lane);
        if (index < 0) {
            lanes.add(lane);
            index = lanes.size() - 1;
        }
        return index;
    }

    int size() {
        return byIndex.length;
    }

    Lane get(int index) {
        return byIndex[index];
    }

    int[] of(int rule) {
        return ofRule[rule];
    }

    int[] steps(int rule) {
        return steps[rule];
    }
}
