package io.tokenwatch.flink.indicator;

import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/** What is to be added to a cell, between tasks. */
public final class CellWire {
    private CellWire() {}

    public static KeyedBytes write(Cell cell, Tally tally) {
        BytesOut out = new BytesOut(128);
        cell.encode(out);
        tally.encode(out);
        Key key = cell.key();
        return new KeyedBytes(new Key128(key.high(), key.low()), out.toByteArray());
    }

    static CountedCell read(KeyedBytes record) {
        BytesIn in = new BytesIn(record.bytes());
        return new CountedCell(Cell.decode(in), Tally.decode(in));
    }
}
