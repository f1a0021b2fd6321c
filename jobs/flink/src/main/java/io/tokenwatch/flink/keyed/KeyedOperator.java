package io.tokenwatch.flink.keyed;

import io.tokenwatch.flink.operator.DueKeys;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.flink.operator.Progress;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * One state per key, of a type of the subclass, which takes records in and is looked at again when event time has come. What has
 * changed is written before the barrier passes, so a checkpoint holds exactly what came before it.
 *
 * @param <S> mutable; where nothing is known of a key there is none
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else
public abstract class KeyedOperator<S, O> extends OwnKeyContext<KeyedBytes, O> {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Timers fire at multiples of this, so that many keys share one. */
    private static final long TIMER_GRAIN = 1_000;

    private final int cached;

    private transient ValueState<byte[]> stored;
    private transient HeldStates<S> states;
    private transient DueKeys due;
    private transient Progress progress;
    private transient long now;

    /** @param cached so many states each subtask holds live in front of the state backend */
    protected KeyedOperator(int cached) {
        this.cached = cached;
    }

    /**
     * Takes a record in.
     *
     * @param state null if nothing is known of the key
     */
    protected abstract S accept(@Nullable S state, KeyedBytes record) throws Exception;

    /** Event time has come to {@link #due}; null if the key can be forgotten. */
    protected abstract @Nullable S pass(S state) throws Exception;

    /** The input is over: what waits for time waits in vain. */
    protected void end(S state) throws Exception {
        pass(state);
    }

    /** When {@link #pass} has something to do, milliseconds since the epoch; {@link Long#MAX_VALUE} if never. */
    protected abstract long due(S state);

    protected abstract void encode(S state, BytesOut out);

    protected abstract S decode(BytesIn in);

    /** Sends out what must not be lost or overtaken: before each watermark, each barrier, and the end. */
    protected void send() throws Exception {}

    /** Event time, by the watermark, in milliseconds since the epoch; 0 if nothing is known. */
    protected final long now() {
        return now;
    }

    /** The version of a document: a later start of the job wins over an earlier one. */
    protected final long version(long revision) {
        return progress.version(revision);
    }

    /** Looks at the state of a key, which may be null, as {@link #accept} would. */
    protected final void touch(Key128 key, Touch<S> touch) throws Exception {
        Held<S> held = states.get(key);
        held.state = touch.apply(held.state);
        states.changed(held);
        arrange(held);
    }

    /** What is done to a state. */
    @FunctionalInterface
    protected interface Touch<S> {
        @Nullable
        S apply(@Nullable S state) throws Exception;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        due = new DueKeys();
        due.restore(context.getRawKeyedStateInputs());
        progress = Progress.restore(
                context.getOperatorStateStore(),
                getProcessingTimeService().getCurrentProcessingTime(),
                getRuntimeContext().getTaskInfo().getAttemptNumber());
        now = Math.max(0, progress.horizon());
    }

    @Override
    public void open() throws Exception {
        super.open();
        stored = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("state", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        states = new HeldStates<>(new Backend(), new Written(), cached);
        getMetricGroup().gauge("keysDue", due::size);
    }

    @Override
    public void processElement(StreamRecord<KeyedBytes> element) throws Exception {
        KeyedBytes record = element.getValue();
        touch(record.key(), state -> accept(state, record));
    }

    private void arrange(Held<S> held) {
        S state = held.state;
        long next = state == null ? Held.NEVER : due(state);
        if (next == Held.NEVER) {
            held.timer = Held.NEVER;
            return;
        }
        long later = Math.max(next, now + 1); // what is due already has been looked at
        long grained = Math.floorDiv(later - 1, TIMER_GRAIN) * TIMER_GRAIN + TIMER_GRAIN;
        if (grained != held.timer) {
            held.timer = grained;
            due.add(held.key, grained);
        }
    }

    /** A time that is not the state's own is left over from one that is gone. */
    private void visit(Key128 key, long time) throws Exception {
        Held<S> held = states.get(key);
        S state = held.state;
        if (held.timer == time && state != null) {
            held.state = pass(state);
            states.changed(held);
            held.timer = Held.NEVER;
            arrange(held);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() != Long.MAX_VALUE) {
            now = Math.max(now, mark.getTimestamp());
            due.drain(now, this::visit);
        }
        send();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        send();
        states.flush();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        progress.snapshot(now == 0 ? Long.MIN_VALUE : now);
        due.snapshot(
                context.getRawKeyedOperatorStateOutput(),
                getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
    }

    /** That of {@link DueKeys}, in the place of Flink's own timers. */
    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void finish() throws Exception {
        due.drain(Long.MAX_VALUE - 1, (key, time) -> {
            Held<S> held = states.get(key);
            S state = held.state;
            if (held.timer == time && state != null) {
                end(state);
                states.changed(held);
            }
        });
        send();
        super.finish();
    }

    /** Flink's keyed state. */
    private final class Backend implements HeldStates.Store {
        @Override
        public byte @Nullable [] read(Key128 key) throws Exception {
            setCurrentKey(key);
            return stored.value();
        }

        @Override
        public void write(Key128 key, byte @Nullable [] value) throws Exception {
            setCurrentKey(key);
            if (value == null) {
                stored.clear();
            } else {
                stored.update(value);
            }
        }
    }

    /** By the subclass. */
    private final class Written implements HeldStates.Form<S> {
        @Override
        public void encode(S state, BytesOut out) {
            KeyedOperator.this.encode(state, out);
        }

        @Override
        public S decode(BytesIn in) {
            return KeyedOperator.this.decode(in);
        }
    }
}
