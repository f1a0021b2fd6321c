package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A condition on one text. */
sealed interface TextMatch {
    boolean test(String value);

    /** What it asks for, in words that follow "needs". */
    String need();

    /** The only values that can match, where they are known. */
    default Optional<Set<String>> values() {
        return Optional.empty();
    }

    /** Equal to one text; the usual case, kept free of sets. */
    record Equal(String wanted) implements TextMatch {
        @Override
        public String need() {
            return wanted;
        }

        @Override
        public boolean test(String value) {
            return wanted.equals(value);
        }

        @Override
        public Optional<Set<String>> values() {
            return Optional.of(Set.of(wanted));
        }
    }

    /** Equal to one of several texts. */
    record OneOf(Set<String> wanted) implements TextMatch {
        @Override
        public String need() {
            return String.join(" or ", new TreeSet<>(wanted));
        }

        @Override
        public boolean test(String value) {
            return wanted.contains(value);
        }

        @Override
        public Optional<Set<String>> values() {
            return Optional.of(wanted);
        }
    }

    /** Equal without regard to case. */
    record EqualIgnoringCase(String wanted) implements TextMatch {
        @Override
        public String need() {
            return wanted;
        }

        @Override
        public boolean test(String value) {
            return wanted.equalsIgnoreCase(value);
        }
    }

    /** Lying in the value so; not for {@link TextRelation#EQUAL}, which is quicker by itself. */
    record Part(TextRelation relation, String wanted, boolean caseless) implements TextMatch {
        @Override
        public String need() {
            return relation.need(wanted);
        }

        @Override
        public boolean test(String value) {
            return relation.holds(value, wanted, caseless);
        }
    }

    /** Matched by RE2, somewhere in the text; linear in its length. */
    record Regex(Pattern pattern) implements TextMatch {
        @Override
        public String need() {
            return "what matches " + pattern;
        }

        @Override
        public boolean test(String value) {
            return pattern.matcher(value).find();
        }
    }

    /** An address within a network. Nothing but an address literal is: names are never looked up. */
    final class Network implements TextMatch {
        private final byte[] network;
        private final int prefix;
        private final String written;

        Network(String written, byte[] network, int prefix) {
            this.written = written;
            this.network = network;
            this.prefix = prefix;
        }

        int size() {
            return network.length;
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

    /** An address within one of many networks; costs a look-up for each length of prefix among them. */
    final class Networks implements TextMatch {
        private record Length(int bytes, int prefix) {}

        private final Map<Length, Set<ByteBuffer>> byLength = new LinkedHashMap<>();

        private final String written;

        Networks(Collection<Network> networks) {
            written = networks.stream().map(network -> network.written).collect(Collectors.joining(" or "));
            for (Network network : networks) {
                byLength.computeIfAbsent(new Length(network.size(), network.prefix()), length -> new HashSet<>())
                        .add(network.masked());
            }
        }

        @Override
        public String need() {
            return "an address in " + written;
        }

        @Override
        public boolean test(String value) {
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
    }
}
