package io.tokenwatch.selection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An address within one of many networks; costs a look-up for each length of prefix among them. */
final class NetworkSet implements TextMatch {
    private record Length(int bytes, int prefix) {}

    private final Map<Length, Set<ByteBuffer>> byLength = new LinkedHashMap<>();
    /** Lengths of prefix among IPv4 networks, and for each the networks, sorted. */
    private final int[] prefixes;

    private final int[][] fours;

    private final Set<Network> networks;
    private final String written;

    NetworkSet(Collection<Network> networks) {
        this.networks = Set.copyOf(networks);
        written = networks.stream().map(network -> network.written).collect(Collectors.joining(" or "));
        for (Network network : networks) {
            byLength.computeIfAbsent(new Length(network.size(), network.prefix()), length -> new HashSet<>())
                    .add(network.masked());
        }
        prefixes = byLength.keySet().stream()
                .filter(length -> length.bytes() == Integer.BYTES)
                .mapToInt(Length::prefix)
                .toArray();
        fours = Arrays.stream(prefixes)
                .mapToObj(prefix -> byLength.getOrDefault(new Length(Integer.BYTES, prefix), Set.of()).stream()
                        .mapToInt(masked -> masked.getInt(0))
                        .sorted()
                        .toArray())
                .toArray(int[][]::new);
    }

    Set<Network> networks() {
        return networks;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NetworkSet that && byLength.equals(that.byLength);
    }

    @Override
    public int hashCode() {
        return byLength.hashCode();
    }

    @Override
    public String need() {
        return "an address in " + written;
    }

    @Override
    public boolean test(String value) {
        long four = Address.bitsOfFour(value);
        if (four >= 0) {
            return holdsFour((int) four);
        }
        byte[] address = Address.parse(value);
        if (address != null) {
            for (Map.Entry<Length, Set<ByteBuffer>> networks : byLength.entrySet()) {
                Length length = networks.getKey();
                if (length.bytes() == address.length
                        && networks.getValue().contains(Network.masked(address, length.prefix()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean holdsFour(int address) {
        for (int i = 0; i < prefixes.length; i++) {
            int masked = (int) (0xFFFF_FFFF_0000_0000L >>> prefixes[i]) & address;
            if (Arrays.binarySearch(fours[i], masked) >= 0) {
                return true;
            }
        }
        return false;
    }
}
