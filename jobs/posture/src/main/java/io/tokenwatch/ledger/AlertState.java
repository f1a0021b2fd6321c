package io.tokenwatch.ledger;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;

/**
 * What an alert was when it was last written.
 *
 * @param version grows with each write
 * @param risk 0 to 100
 */
record AlertState(long version, boolean open, double risk) {
    static AlertState later(AlertState one, AlertState other) {
        return one.version >= other.version ? one : other;
    }

    void encode(BytesOut out) {
        out.writeVarint(version);
        out.writeByte(open ? 1 : 0);
        out.writeLong(Double.doubleToLongBits(risk));
    }

    static AlertState decode(BytesIn in) {
        return new AlertState(in.readVarint(), in.readByte() == 1, Double.longBitsToDouble(in.readLong()));
    }
}
