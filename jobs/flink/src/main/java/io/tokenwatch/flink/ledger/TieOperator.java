package io.tokenwatch.flink.ledger;

import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.ledger.LedgerPolicy;
import io.tokenwatch.ledger.Tie;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Facts about a token, a session, a subject or a client, to the grants that they are about. */
public final class TieOperator extends KeyedOperator<Tie, KeyedBytes> {
    @Serial
    private static final long serialVersionUID = 1L;

    private final LedgerPolicy policy;
    private final long lateness;

    /** @param lateness how late an event may come, milliseconds */
    public TieOperator(LedgerPolicy policy, long lateness, int cached) {
        super(cached);
        this.policy = policy;
        this.lateness = lateness;
    }

    @Override
    protected Tie accept(@Nullable Tie state, KeyedBytes record) {
        Tie tie = state == null ? new Tie() : state;
        tie.accept(LedgerWire.read(record), this::emit);
        return tie;
    }

    private void emit(Entry.Fact fact) {
        output.collect(new StreamRecord<>(LedgerWire.write(fact)));
    }

    @Override
    protected @Nullable Tie pass(Tie tie) {
        tie.pass(now(), policy, lateness, this::emit);
        return tie.isEmpty() ? null : tie;
    }

    @Override
    protected void end(Tie tie) {
        tie.pass(now(), policy, 0, this::emit);
    }

    @Override
    protected long due(Tie tie) {
        return tie.due(policy, lateness);
    }

    @Override
    protected void encode(Tie tie, BytesOut out) {
        tie.encode(out);
    }

    @Override
    protected Tie decode(BytesIn in) {
        return Tie.decode(in);
    }
}
