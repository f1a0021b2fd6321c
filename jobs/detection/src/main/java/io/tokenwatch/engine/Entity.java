package io.tokenwatch.engine;

import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;

/**
 * All that is known of one key: a state for each rule that has met it. Kept as bytes until a rule is touched, so that a rule
 * costs nothing where it does not match.
 */
public final class Entity {
    /** A state not touched since it was read. */
    private static final class Stored {
        private final int shape;
        private final byte[] bytes;

        private Stored(int shape, byte[] bytes) {
            this.shape = shape;
            this.bytes = bytes;
        }
    }

    /** Each a {@link Stored} or a {@link RuleState}. */
    private Object[] states = new Object[2];

    private int count;

    /** Encodes as rule shape, length and state, for each rule. */
    public void encode(BytesOut out, BytesOut scratch) {
        for (int i = 0; i < count; i++) {
            out.writeVarint(shape(i) & 0xFFFFFFFFL);
            if (states[i] instanceof Stored stored) {
                out.writeBlock(stored.bytes, 0, stored.bytes.length);
            } else {
                scratch.clear();
                ((RuleState<?>) states[i]).encode(scratch);
                out.writeBlock(scratch.array(), 0, scratch.size());
            }
        }
    }

    /** Reads to the end of the bytes. */
    public static Entity decode(BytesIn in) {
        Entity entity = new Entity();
        while (in.hasMore()) {
            int shape = in.readInt();
            entity.append(new Stored(shape, in.readBlock()));
        }
        return entity;
    }

    private void append(Object state) {
        if (count == states.length) {
            states = Arrays.copyOf(states, count + 2);
        }
        states[count++] = state;
    }

    /** How many rules have a state here. */
    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    int shape(int index) {
        return states[index] instanceof Stored stored ? stored.shape : ((RuleState<?>) states[index]).shape();
    }

    /** The state of that rule, new if there was none. */
    RuleState<?> of(Editions rule) {
        for (int i = 0; i < count; i++) {
            if (shape(i) == rule.shape()) {
                return at(i, rule);
            }
        }
        RuleState<?> fresh = RuleState.fresh(rule);
        append(fresh);
        return fresh;
    }

    /** The state at that index, which is of that rule. */
    RuleState<?> at(int index, Editions rule) {
        if (states[index] instanceof Stored stored) {
            states[index] = RuleState.decode(rule, new BytesIn(stored.bytes));
        }
        return (RuleState<?>) states[index];
    }

    void remove(int index) {
        count--;
        System.arraycopy(states, index + 1, states, index, count - index);
    }
}
