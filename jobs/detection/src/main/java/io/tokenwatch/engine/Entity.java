package io.tokenwatch.engine;

import io.tokenwatch.detector.InPlaceDetector;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.Packed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one key: a state for each rule that has met it. Each is a record in one run of bytes, where most
 * events are absorbed without decoding anything, or opened: decoded, and out of the run until it is closed or encoded.
 *
 * <p>A record is the rule's shape (4 bytes), how many bytes follow (4), whether there are alerts (1), and the state.
 */
public class Entity {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int HEAD = 8;
    /** More bytes than that are decoded once, not at each event that is not absorbed. */
    private static final int LARGE = 1024;

    /** Up to so many bytes, a state is looked through faster than it is decoded. */
    private static final int SMALL = 256;

    private static final RuleState<?>[] NONE_OPEN = {};

    private byte[] bytes;
    /** Where the first record begins. */
    private final int start;

    private int end;
    private @Nullable RuleState<?>[] open = NONE_OPEN;
    private int opened;

    public Entity() {
        this(new byte[0], 0, 0);
    }

    /** Takes over bytes that hold what {@link #encode} wrote from {@code start} to {@code end}; those before are not looked at. */
    protected Entity(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    /** Takes over what the other one holds, which is not to be used any more until it is pointed {@link #over} other bytes. */
    protected Entity(Entity other) {
        this(other.bytes, other.start, other.end);
        this.open = other.open;
        this.opened = other.opened;
    }

    /** Points this at another entity's bytes, used up to {@code endOfAll}. */
    protected final void over(byte[] all, int endOfAll) {
        bytes = all;
        end = endOfAll;
        open = NONE_OPEN;
        opened = 0;
    }

    /** The bytes that hold all but the states that are open, and whatever is before {@code start}. */
    protected final byte[] bytes() {
        return bytes;
    }

    /** How many of the {@link #bytes} are used. */
    protected final int end() {
        return end;
    }

    /** Whether any state is decoded. */
    protected final boolean isOpen() {
        return opened > 0;
    }

    /** Reads to the end of the bytes. */
    public static Entity decode(BytesIn in) {
        byte[] rest = in.readRest();
        return new Entity(rest, 0, rest.length);
    }

    /** Writes the records of all rules. */
    public void encode(BytesOut out) {
        out.writeBytes(bytes, start, end - start);
        for (int i = 0; i < opened; i++) {
            write(state(i), out);
        }
    }

    private static void write(RuleState<?> state, BytesOut out) {
        int at = out.size();
        out.writeLong((long) state.shape() << 32);
        state.encode(out);
        INT.set(out.array(), at + 4, out.size() - at - HEAD);
    }

    public boolean isEmpty() {
        return end == start && opened == 0;
    }

    /** How many rules have a state here. */
    public int size() {
        int size = opened;
        for (int at = start; at < end; at = after(at)) {
            size++;
        }
        return size;
    }

    /** The shapes of the rules that have a state here; {@code true} leaves out those without alerts. */
    int[] shapes(boolean withAlerts) {
        int[] shapes = new int[size()];
        int count = 0;
        for (int at = start; at < end; at = after(at)) {
            if (!withAlerts || bytes[at + HEAD] != RuleState.WITHOUT_ALERTS) {
                shapes[count++] = shape(at);
            }
        }
        for (int i = 0; i < opened; i++) {
            shapes[count++] = state(i).shape();
        }
        return Arrays.copyOf(shapes, count);
    }

    private int shape(int at) {
        return (int) INT.get(bytes, at);
    }

    private int after(int at) {
        return at + HEAD + (int) INT.get(bytes, at + 4);
    }

    private RuleState<?> state(int index) {
        return java.util.Objects.requireNonNull(open[index]);
    }

    /** Offset of the record of that shape, -1 if there is none. */
    private int find(int shape) {
        for (int at = start; at < end; at = after(at)) {
            if (shape(at) == shape) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the rule of that shape has a state here. */
    boolean has(int shape) {
        return find(shape) >= 0 || findOpen(shape) >= 0;
    }

    private int findOpen(int shape) {
        for (int i = 0; i < opened; i++) {
            if (state(i).shape() == shape) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Has the rule absorb the event where its state lies, as {@link InPlaceDetector#absorb}.
     *
     * @param fresh encoded state of a key without history
     */
    long absorb(
            Editions rule, InPlaceDetector<?> detector, byte[] fresh, Evidence evidence, long horizon, Packed packed) {
        int at = find(rule.shape());
        if (at < 0) {
            if (findOpen(rule.shape()) >= 0) {
                return InPlaceDetector.REFUSED;
            }
            at = append(rule.shape(), fresh);
        }
        if (bytes[at + HEAD] != RuleState.WITHOUT_ALERTS) {
            return InPlaceDetector.REFUSED;
        }
        packed.over(bytes, end, at + HEAD + 1, after(at));
        long over = detector.absorb(packed, evidence, horizon);
        if (over != InPlaceDetector.REFUSED) {
            bytes = packed.bytes();
            end = packed.end();
            INT.set(bytes, at + 4, packed.to() - at - HEAD);
        }
        return over;
    }

    /** As {@link InPlaceDetector#emptyAt(Packed)}; {@link InPlaceDetector#REFUSED} where the state is to be decoded to know it, or is large. */
    long emptyAt(int shape, InPlaceDetector<?> detector, Packed packed) {
        int at = find(shape);
        if (at < 0 || bytes[at + HEAD] != RuleState.WITHOUT_ALERTS || after(at) - at > SMALL) {
            return InPlaceDetector.REFUSED;
        }
        return detector.emptyAt(packed.over(bytes, end, at + HEAD + 1, after(at)));
    }

    /** Begins to fetch what is decoded from memory; what it returns means nothing. */
    final int fetch() {
        int sum = end;
        for (int i = 0; i < opened; i++) {
            sum += state(i).shape();
        }
        return sum;
    }

    private int append(int shape, byte[] state) {
        int at = end;
        end += HEAD + state.length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, end + 64);
        }
        INT.set(bytes, at, shape);
        INT.set(bytes, at + 4, state.length);
        System.arraycopy(state, 0, bytes, at + HEAD, state.length);
        return at;
    }

    /** The state of that rule, decoded, new if there was none. It stays so until {@link #close} or {@link #remove}. */
    RuleState<?> open(Editions rule) {
        int index = findOpen(rule.shape());
        if (index >= 0) {
            return state(index);
        }
        RuleState<?> state = peek(rule);
        int at = find(rule.shape());
        if (at >= 0) {
            cut(at);
        }
        add(state);
        return state;
    }

    /** Takes a state of which there is none yet, decoded. */
    void add(RuleState<?> state) {
        if (opened == open.length) {
            open = Arrays.copyOf(open, opened + 1 + (opened >> 1));
        }
        open[opened++] = state;
    }

    /** The state of that rule, to be looked at only. */
    RuleState<?> peek(Editions rule) {
        int index = findOpen(rule.shape());
        if (index >= 0) {
            return state(index);
        }
        int at = find(rule.shape());
        return at < 0 ? RuleState.fresh(rule) : RuleState.decode(rule, new BytesIn(bytes, at + HEAD, after(at)));
    }

    private void cut(int at) {
        int after = after(at);
        System.arraycopy(bytes, after, bytes, at, end - after);
        end -= after - at;
    }

    /** Drops the state of that shape. */
    void remove(int shape) {
        int index = findOpen(shape);
        int at = find(shape);
        if (index >= 0) {
            opened--;
            System.arraycopy(open, index + 1, open, index, opened - index);
            open[opened] = null;
        } else if (at >= 0) {
            cut(at);
        }
    }

    /** Encodes an open state again, if the next event may well be absorbed; else, or if that is much work, leaves it open. */
    void close(RuleState<?> state, BytesOut scratch) {
        if (state.isInPlace()) {
            scratch.clear();
            state.encode(scratch);
            if (scratch.size() > LARGE) {
                state.stayOpen();
            } else {
                remove(state.shape());
                append(state.shape(), scratch.toByteArray());
            }
        }
    }
}
