package io.tokenwatch.engine;

import io.tokenwatch.event.Field;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes one {@link Lane} of an event on some {@link Route}: the rules that take it with their steps, and what they capture. Immutable. */
final class Leg {
    private final int lane;
    /** Rising. */
    private final int[] rules;

    private final int[] steps;
    private final byte[] head;
    private final @Nullable Field[] captures;

    /**
     * One that is made of what is there; nothing is copied.
     *
     * @param rules by rising number, each with those of its steps that take the lane
     */
    Leg(int lane, int[] rules, int[] steps, List<Field> ofGroup, Captures captures) {
        this.lane = lane;
        this.rules = rules;
        this.steps = steps;
        BytesOut out = new BytesOut(1 + 3 * rules.length);
        out.writeVarint(rules.length);
        long[] asked = captures.none(ofGroup.size());
        for (int i = 0; i < rules.length; i++) {
            out.writeVarint(rules[i]);
            out.writeVarint(steps[i]);
            captures.add(rules[i], asked);
        }
        this.head = out.toByteArray();
        this.captures = ofGroup.toArray(Field[]::new);
        for (int i = 0; i < this.captures.length; i++) {
            if (((asked[i / Long.SIZE] >>> i) & 1) == 0) {
                this.captures[i] = null;
            }
        }
    }

    int lane() {
        return lane;
    }

    /** How many rules take it. */
    int size() {
        return rules.length;
    }

    int rule(int index) {
        return rules[index];
    }

    int steps(int index) {
        return steps[index];
    }

    /** How many rules there are, and which with which steps, as it is written in a payload. */
    byte[] head() {
        return head;
    }

    /** For each capture of the group: its field; null where none of the rules asks for it. */
    @Nullable
    Field[] captures() {
        return captures;
    }

    @Override
    public String toString() {
        return lane + ": " + Arrays.toString(rules) + Arrays.toString(steps);
    }
}
