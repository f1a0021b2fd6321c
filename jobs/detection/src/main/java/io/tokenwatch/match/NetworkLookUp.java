package io.tokenwatch.match;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Address;
import io.tokenwatch.selection.AddressBits;
import io.tokenwatch.selection.AddressStart;
import io.tokenwatch.selection.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By all networks that an address is in: one binary search, however many there are and however long their prefixes. Networks lie one in another
 * or apart, so that their ends cut the addresses into at most twice as many ranges.
 */
final class NetworkLookUp extends ValueLookUp {
    private static final int HALVES = 1 << 16;

    /** Where the ranges of IPv4 begin; each ends where the next one begins. */
    private final long[] fours;

    private final AddressBits[] sixes;
    /** Per range: of IPv4, then of IPv6. */
    private final Branch[][] branches;
    /** A bit for each upper half of an address of IPv4: whether any network has addresses that begin so. Most are passed over by that. */
    private final long[] halves;

    NetworkLookUp(Field field, Map<Network, Branch> byNetwork) {
        super(field);
        TreeMap<AddressBits, List<Branch>> begins = new TreeMap<>();
        TreeMap<AddressBits, List<Branch>> ends = new TreeMap<>();
        BitSet begun = new BitSet(HALVES);
        byNetwork.forEach((network, branch) -> {
            add(begins, ends, network.first(), branch);
            if (!network.first().six()) {
                begun.set(half(network.first()), half(network.last()) + 1);
            }
            if (network.last().hasNext()) {
                add(ends, begins, network.last().next(), branch);
            }
        });
        halves = Arrays.copyOf(begun.toLongArray(), HALVES / Long.SIZE);
        fours = begins.keySet().stream()
                .filter(bits -> !bits.six())
                .mapToLong(AddressBits::low)
                .toArray();
        sixes = begins.keySet().stream().filter(AddressBits::six).toArray(AddressBits[]::new);
        branches = new Branch[begins.size()][];
        Set<Branch> within = new LinkedHashSet<>();
        int range = 0;
        for (AddressBits start : begins.keySet()) {
            if (range == fours.length) {
                within.clear();
            }
            within.removeAll(ends.getOrDefault(start, List.of()));
            within.addAll(begins.getOrDefault(start, List.of()));
            branches[range++] = within.isEmpty() ? Branch.NOWHERE : within.toArray(Branch[]::new);
        }
    }

    private static int half(AddressBits four) {
        return (int) (four.low() >>> 16);
    }

    private static void add(
            Map<AddressBits, List<Branch>> to, Map<AddressBits, List<Branch>> other, AddressBits at, Branch branch) {
        to.computeIfAbsent(at, none -> new ArrayList<>()).add(branch);
        other.computeIfAbsent(at, none -> new ArrayList<>());
    }

    @Override
    void match(TokenEvent event, SelectionSet found) {
        long lies = event.lying(field);
        if (lies != 0 && !mayHold(AddressStart.of(event.line(), (int) (lies >>> 32), (int) lies))) {
            return; // as most, without reading all of it
        }
        if (event.has(field)) {
            long four = Address.bitsOfFour(event, field);
            Branch.match(within(four, four < 0 ? event.text(field) : null), event, found);
        }
    }

    @Override
    void follow(String value, TokenEvent event, SelectionSet found) {
        Branch.match(within(Address.bitsOfFour(value), value), event, found);
    }

    /** @param text asked where the address is not written as one of IPv4; it may be one that is mapped into IPv6 */
    private Branch[] within(long four, @Nullable String text) {
        if (four >= 0) {
            return branch(Arrays.binarySearch(fours, four), 0);
        }
        AddressBits bits = text == null ? null : Address.bits(text);
        if (bits == null) {
            return Branch.NOWHERE;
        }
        return bits.six() ? branch(Arrays.binarySearch(sixes, bits), fours.length) : within(bits.low(), null);
    }

    /** @param half see {@link AddressStart} */
    private boolean mayHold(int half) {
        return half == AddressStart.UNKNOWN || ((halves[half / Long.SIZE] >>> half) & 1) != 0;
    }

    /** @param found by a binary search */
    private Branch[] branch(int found, int first) {
        int range = found < 0 ? -2 - found : found;
        return range < 0 ? Branch.NOWHERE : branches[first + range];
    }
}
