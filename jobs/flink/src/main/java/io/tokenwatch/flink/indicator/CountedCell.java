package io.tokenwatch.flink.indicator;

import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/** A cell, what is counted in it, and how often its document was written. */
final class CountedCell {
    final Cell cell;
    final Tally tally;
    long revision;

    CountedCell(Cell cell, Tally tally) {
        this.cell = cell;
        this.tally = tally;
    }

    void encode(BytesOut out) {
        cell.encode(out);
        tally.encode(out);
        out.writeVarint(revision);
    }

    static CountedCell decode(BytesIn in) {
        CountedCell counted = new CountedCell(Cell.decode(in), Tally.decode(in));
        counted.revision = in.readVarint();
        return counted;
    }
}
