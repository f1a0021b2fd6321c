package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
}
