package io.tokenwatch.engine;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one key: a state for each rule that has met it. Kept as bytes until a rule is touched, so that a rule
 * costs nothing where it does not match.
 */
public final class Entity {
    private int[] shapes = new int[2];
    private @Nullable RuleState<?>[] live = new RuleState<?>[2];
    private byte[] @Nullable [] stored = new byte[2] @Nullable [];
    private int count;

    /** Encodes as rule shape, length and state, for each rule. */
    public void encode(BytesOut out, BytesOut scratch) {
        for (int i = 0; i < count; i++) {
            RuleState<?> state = live[i];
            byte[] bytes = stored[i];
            out.writeVarint(shapes[i] & 0xFFFFFFFFL);
            if (state != null) {
                scratch.clear();
                state.encode(scratch);
                out.writeBlock(scratch.array(), 0, scratch.size());
            } else if (bytes != null) {
                out.writeBlock(bytes, 0, bytes.length);
            }
        }
    }

    /** Reads to the end of the bytes. */
    public static Entity decode(BytesIn in) {
        Entity entity = new Entity();
        while (in.hasMore()) {
            int shape = in.readInt();
            entity.append(shape, null, in.readBlock());
        }
        return entity;
    }

    private void append(int shape, @Nullable RuleState<?> state, byte @Nullable [] bytes) {
        if (count == shapes.length) {
            shapes = Arrays.copyOf(shapes, count * 2);
            live = Arrays.copyOf(live, count * 2);
            stored = Arrays.copyOf(stored, count * 2);
        }
        shapes[count] = shape;
        live[count] = state;
        stored[count] = bytes;
        count++;
    }

    int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    int shape(int index) {
        return shapes[index];
    }

    /** The state of that rule, new if there was none. */
    RuleState<?> of(io.tokenwatch.rule.Rule rule) {
        for (int i = 0; i < count; i++) {
            if (shapes[i] == rule.shape()) {
                return at(i, rule);
            }
        }
        RuleState<?> fresh = RuleState.fresh(rule);
        append(rule.shape(), fresh, null);
        return fresh;
    }

    /** The state at that index, which is of that rule. */
    RuleState<?> at(int index, io.tokenwatch.rule.Rule rule) {
        RuleState<?> state = live[index];
        byte[] bytes = stored[index];
        if (state == null) {
            state = bytes == null ? RuleState.fresh(rule) : RuleState.decode(rule, new BytesIn(bytes));
            live[index] = state;
            stored[index] = null;
        }
        return state;
    }

    void remove(int index) {
        count--;
        System.arraycopy(shapes, index + 1, shapes, index, count - index);
        System.arraycopy(live, index + 1, live, index, count - index);
        System.arraycopy(stored, index + 1, stored, index, count - index);
        live[count] = null;
        stored[count] = null;
    }
}
