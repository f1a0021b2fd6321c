package io.tokenwatch.flink.ledger;

import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/** Entries of the ledger between tasks. */
public final class LedgerWire {
    private LedgerWire() {}

    public static KeyedBytes write(Entry entry) {
        BytesOut out = new BytesOut(256);
        entry.encode(out);
        return new KeyedBytes(new Key128(entry.key().high(), entry.key().low()), out.toByteArray());
    }

    static Entry read(KeyedBytes record) {
        return Entry.decode(new BytesIn(record.bytes()));
    }
}
