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
    /** Whether what is counted has yet to be written once the checkpoint that holds it is complete. */
    boolean withheld;

    CountedCell(Cell cell, Tally tally) {
        this.cell = cell;
        this.tally = tally;
    }

    /**
     * Whether a repetition after a crash may count there what it did not before, or not count there at all: written at once, its document
     * could be left without ground.
     */
    boolean isWithdrawable() {
        return switch (cell.indicator()) {
            case REVOCATION_LAG, KEY_ROTATION_LAG, KEY_AGE, ALERT_LATENCY, LATE_EVENTS -> true;
            default -> false;
        };
    }

    void encode(BytesOut out) {
        cell.encode(out);
        tally.encode(out);
        out.writeVarint(revision << 1 | (withheld ? 1 : 0));
    }

    static CountedCell decode(BytesIn in) {
        CountedCell counted = new CountedCell(Cell.decode(in), Tally.decode(in));
        long head = in.readVarint();
        counted.revision = head >>> 1;
        counted.withheld = (head & 1) == 1;
        return counted;
    }
}
