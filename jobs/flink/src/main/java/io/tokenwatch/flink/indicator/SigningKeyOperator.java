package io.tokenwatch.flink.indicator;

import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.indicator.SigningKey;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** When each signing key was published and first used. */
public final class SigningKeyOperator extends KeyedOperator<SigningKey, KeyedBytes> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long keep;

    /** @param keep so long after its last use a key is forgotten, milliseconds */
    public SigningKeyOperator(long keep, int cached) {
        super(cached);
        this.keep = keep;
    }

    public static KeyedBytes write(SigningKey signing) {
        BytesOut out = new BytesOut(128);
        signing.encode(out);
        Key key = signing.ref().key();
        return new KeyedBytes(new Key128(key.high(), key.low()), out.toByteArray());
    }

    @Override
    protected SigningKey accept(@Nullable SigningKey state, KeyedBytes record) {
        SigningKey more = decode(new BytesIn(record.bytes()));
        SigningKey signing = state == null ? more : state;
        if (state != null) {
            signing.merge(more);
        }
        signing.tell((cell, tally) -> output.collect(new StreamRecord<>(CellWire.write(cell, tally))));
        return signing;
    }

    @Override
    protected @Nullable SigningKey pass(SigningKey signing) {
        return now() >= due(signing) ? null : signing;
    }

    @Override
    protected long due(SigningKey signing) {
        return signing.latest() + keep;
    }

    @Override
    protected void encode(SigningKey signing, BytesOut out) {
        signing.encode(out);
    }

    @Override
    protected SigningKey decode(BytesIn in) {
        return SigningKey.decode(in);
    }
}
