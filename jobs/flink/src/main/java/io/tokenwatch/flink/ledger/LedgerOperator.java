package io.tokenwatch.flink.ledger;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.indicator.CellWire;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.ledger.GrantRef;
import io.tokenwatch.ledger.LedgerPage;
import io.tokenwatch.ledger.LedgerPage.Lag;
import io.tokenwatch.posture.PosturePolicy;
import io.tokenwatch.posture.RevocationLags;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The pages of the ledger, and the document of each. */
public final class LedgerOperator extends KeyedOperator<LedgerPage, DocumentWrite> implements LedgerPage.Out {
    /** What the ledger adds to indicators: how long revocations took. */
    public static final OutputTag<KeyedBytes> CELLS = new OutputTag<>("ledger-cells", KeyedBytes.TYPE);

    public static final String INDEX = "tokenwatch-ledger";

    @Serial
    private static final long serialVersionUID = 1L;

    private final PosturePolicy policy;

    public LedgerOperator(PosturePolicy policy, int cached) {
        super(cached);
        this.policy = policy;
    }

    @Override
    protected LedgerPage accept(@Nullable LedgerPage state, KeyedBytes record) {
        Entry.Fact fact = (Entry.Fact) LedgerWire.read(record);
        LedgerPage page = state == null ? new LedgerPage(fact.grant()) : state;
        page.accept(fact.fragment(), now(), policy.ledger(), this);
        return page;
    }

    @Override
    protected @Nullable LedgerPage pass(LedgerPage page) {
        page.pass(now(), policy.ledger(), this);
        return page.isOver(now(), policy.ledger()) ? null : page;
    }

    @Override
    protected void end(LedgerPage page) {
        page.close(now(), policy.ledger(), this);
    }

    @Override
    protected long due(LedgerPage page) {
        return page.due();
    }

    @Override
    public void write(GrantRef grant, long revision, byte[] json) {
        output.collect(new StreamRecord<>(DocumentWrite.index(INDEX, grant.key().hex(), version(revision), json)));
    }

    @Override
    public void lag(GrantRef grant, Lag lag) {
        RevocationLags.add(grant, lag, dimensions(), this::add);
    }

    @Override
    public void withdraw(GrantRef grant, Lag lag) {
        RevocationLags.withdraw(grant, lag, dimensions(), this::add);
    }

    private Dimensions dimensions() {
        return policy.dimensions();
    }

    private void add(Cell cell, Tally tally) {
        output.collect(CELLS, new StreamRecord<>(CellWire.write(cell, tally)));
    }

    @Override
    protected void encode(LedgerPage page, BytesOut out) {
        page.encode(out);
    }

    @Override
    protected LedgerPage decode(BytesIn in) {
        return LedgerPage.decode(in);
    }
}
