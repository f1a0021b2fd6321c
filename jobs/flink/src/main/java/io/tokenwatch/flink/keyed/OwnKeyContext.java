package io.tokenwatch.flink.keyed;

import java.io.Serial;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * An operator behind a {@code keyBy} for which Flink sets no key with each record: it has no state of Flink's, or sets the key only
 * where it touches that.
 */
public abstract class OwnKeyContext<I, O> extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O> {
    @Serial
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("rawtypes")
    public final void setKeyContextElement1(StreamRecord record) {}

    @Override
    public final void setKeyContextElement(StreamRecord<I> record) {}
}
