package io.tokenwatch.selection;

import java.util.Collection;

/** Lists of networks as registrations have them: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, an address, {@code AS64500}, {@code 64500}. */
public final class Networks {
    private Networks() {}

    /** Whether any of the networks contains the address; what is no network contains none. */
    public static boolean contain(Collection<String> networks, String address) {
        return networks.stream().anyMatch(network -> contains(network, address));
    }

    private static boolean contains(String network, String address) {
        int slash = network.indexOf('/');
        byte[] bytes = Address.parse(slash < 0 ? network : network.substring(0, slash));
        if (bytes == null) {
            return false;
        }
        String prefix = slash < 0 ? Integer.toString(bytes.length * 8) : network.substring(slash + 1);
        boolean valid = prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= bytes.length * 8;
        return valid && new Network(network, bytes, Integer.parseInt(prefix)).test(address);
    }

    /** Whether any of the networks is the autonomous system of that number. */
    public static boolean contain(Collection<String> networks, long number) {
        String digits = Long.toString(number);
        return networks.stream()
                .anyMatch(network -> network.equals(digits)
                        || (network.length() == digits.length() + 2
                                && network.regionMatches(true, 0, "AS", 0, 2)
                                && network.endsWith(digits)));
    }
}
