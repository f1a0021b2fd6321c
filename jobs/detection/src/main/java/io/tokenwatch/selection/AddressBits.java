package io.tokenwatch.selection;

import java.nio.ByteBuffer;

/**
 * An address as a number without sign, in the order of addresses; those of IPv4 before those of IPv6.
 *
 * @param six whether it is one of IPv6
 * @param high the upper 64 of 128 bits; 0 of IPv4
 * @param low the lower 64 bits; of IPv4, 32
 */
public record AddressBits(boolean six, long high, long low) implements Comparable<AddressBits> {
    /** Of four or sixteen bytes. */
    static AddressBits of(byte[] address) {
        ByteBuffer bytes = ByteBuffer.wrap(address);
        return address.length == Integer.BYTES
                ? new AddressBits(false, 0, Integer.toUnsignedLong(bytes.getInt()))
                : new AddressBits(true, bytes.getLong(), bytes.getLong());
    }

    /** The one after it, which of the last one is no address. */
    public AddressBits next() {
        return new AddressBits(six, low == -1 ? high + 1 : high, low + 1);
    }

    /** Whether there is one after it. */
    public boolean hasNext() {
        return six ? (high & low) != -1 : low != 0xFFFF_FFFFL;
    }

    @Override
    public int compareTo(AddressBits other) {
        if (six != other.six) {
            return six ? 1 : -1;
        }
        int upper = Long.compareUnsigned(high, other.high);
        return upper != 0 ? upper : Long.compareUnsigned(low, other.low);
    }
}
