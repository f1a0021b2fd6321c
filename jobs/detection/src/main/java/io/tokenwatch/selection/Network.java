package io.tokenwatch.selection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An address within a network. Nothing but an address literal is: names are never looked up. */
public final class Network implements TextMatch {
    private final byte[] network;
    private final int prefix;
    final String written;
    /** Of an IPv4 network; without a sign. */
    private final long bits;

    Network(String written, byte[] network, int prefix) {
        this.written = written;
        this.network = network;
        this.prefix = prefix;
        this.bits = network.length == Integer.BYTES
                ? Integer.toUnsignedLong(ByteBuffer.wrap(network).getInt(0))
                : 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network that && prefix == that.prefix && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    /** Bytes of its addresses: four or sixteen. */
    int size() {
        return network.length;
    }

    /** Its first address, as {@link AddressBits}. */
    public AddressBits first() {
        return AddressBits.of(masked(network, prefix).array());
    }

    /** Its last address. */
    public AddressBits last() {
        byte[] address = network.clone();
        for (int bit = prefix; bit < address.length * 8; bit++) {
            address[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return AddressBits.of(address);
    }

    int prefix() {
        return prefix;
    }

    /** The address with all bits beyond the prefix cleared. */
    static ByteBuffer masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        System.arraycopy(address, 0, masked, 0, (prefix + 7) / 8);
        if (prefix % 8 != 0) {
            masked[prefix / 8] &= (byte) (0xFF00 >> prefix % 8);
        }
        return ByteBuffer.wrap(masked);
    }

    ByteBuffer masked() {
        return masked(network, prefix);
    }

    @Override
    public String need() {
        return "an address in " + written;
    }

    @Override
    public boolean test(String value) {
        if (network.length == Integer.BYTES) {
            long four = Address.bitsOfFour(value);
            if (four >= 0) {
                return ((four ^ bits) >>> (Integer.SIZE - prefix)) == 0;
            }
        }
        byte[] address = Address.parse(value);
        return address != null && address.length == network.length && startsWith(address);
    }

    private boolean startsWith(byte[] address) {
        int whole = prefix / 8;
        if (!Arrays.equals(address, 0, whole, network, 0, whole)) {
            return false;
        }
        int mask = 0xFF00 >> prefix % 8 & 0xFF;
        return prefix % 8 == 0 || (address[whole] & mask) == (network[whole] & mask);
    }
}
