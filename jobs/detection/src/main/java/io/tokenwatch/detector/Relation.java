package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Comparison;
import io.tokenwatch.selection.Networks;
import io.tokenwatch.state.Evidence;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How the two sides of a {@code where} are compared. With an absent side nothing holds but the question whether it is absent. */
sealed interface Relation {
    boolean holds(Term left, Term right, Evidence[] chosen);

    /**
     * Empty if the two cannot be compared so.
     *
     * @param sign such as {@code <=} or {@code subset_of}
     */
    static Optional<Relation> of(Term left, String sign, Term right) {
        Optional<Comparison> comparison = Comparison.ofSign(sign.equals("=") ? "==" : sign);
        boolean equality =
                comparison.filter(c -> c == Comparison.EQ || c == Comparison.NE).isPresent();
        Term.Kind a = left.kind();
        Term.Kind b = right.kind();
        if (b == Term.Kind.ABSENT) {
            return equality && left instanceof Term.Of
                    ? Optional.of(new Presence(comparison.get() == Comparison.NE))
                    : Optional.empty();
        }
        if (sign.endsWith("in_networks")) {
            boolean network = left instanceof Term.Of of
                    && (of.field().type() == FieldType.ADDRESS || of.field() == Field.SRC_ASN);
            return network && b == Term.Kind.TEXTS
                    ? Optional.of(new Membership(sign.equals("in_networks")))
                    : Optional.empty();
        }
        if (sign.endsWith("borders")) {
            return isCountry(left) && isCountry(right)
                    ? Optional.of(new Bordering(sign.equals("borders")))
                    : Optional.empty();
        }
        if (comparison.isEmpty()) {
            boolean sets = isTextual(a) && b == Term.Kind.TEXTS;
            return sets ? Optional.of(new Inclusion(sign.equals("subset_of"))) : Optional.empty();
        }
        if (a == b && a.isWhole()) {
            return a.isOrdered() || equality ? Optional.of(new Whole(comparison.get())) : Optional.empty();
        }
        if (isNumeric(a) && isNumeric(b)) {
            return Optional.of(new Decimal(comparison.get()));
        }
        if (a == b && equality && isTextual(a)) {
            return Optional.of(new Same(comparison.get() == Comparison.EQ));
        }
        return Optional.empty();
    }

    private static boolean isCountry(Term term) {
        return term instanceof Term.Of of && of.field() == Field.SRC_COUNTRY;
    }

    private static boolean isNumeric(Term.Kind kind) {
        return kind == Term.Kind.NUMBER || kind == Term.Kind.DECIMAL;
    }

    private static boolean isTextual(Term.Kind kind) {
        return kind == Term.Kind.TEXT || kind == Term.Kind.TEXTS;
    }

    private static boolean isAbsent(Term left, Term right, Evidence[] chosen) {
        return left.isAbsent(chosen) || right.isAbsent(chosen);
    }

    /** Whether a value is there. */
    record Presence(boolean wanted) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            return left.isAbsent(chosen) != wanted;
        }
    }

    /** Instants, durations and whole numbers: must hold throughout both intervals. */
    record Whole(Comparison comparison) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            long leftLow = left.low(chosen);
            long rightLow = right.low(chosen);
            return leftLow != TokenEvent.ABSENT
                    && rightLow != TokenEvent.ABSENT
                    && comparison.holds(leftLow, left.high(chosen), rightLow, right.high(chosen));
        }
    }

    /** Numbers with a fraction. */
    record Decimal(Comparison comparison) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            if (isAbsent(left, right, chosen)) {
                return false;
            }
            double a = left.decimal(chosen) + 0.0; // no negative zero
            double b = right.decimal(chosen) + 0.0;
            return !Double.isNaN(a) && !Double.isNaN(b) && comparison.accepts(Double.compare(a, b));
        }
    }

    /** Texts, or sets of texts, that are equal or not. Case matters unless the fields of both sides ignore it. */
    record Same(boolean wanted) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            return !isAbsent(left, right, chosen) && isSame(left, right, chosen) == wanted;
        }

        private static boolean isSame(Term left, Term right, Evidence[] chosen) {
            if (left instanceof Term.Of a && right instanceof Term.Of b) {
                if (Evidence.sameValue(chosen[a.step()], chosen[b.step()], a.capture(), b.capture())) {
                    return true;
                }
                if (a.field().type().isTexts()) {
                    return texts(left, chosen).equals(texts(right, chosen));
                }
            }
            String one = left.shown(chosen);
            String other = right.shown(chosen);
            return (ignoresCase(left) && ignoresCase(right)) ? one.equalsIgnoreCase(other) : one.equals(other);
        }

        private static boolean ignoresCase(Term term) {
            return !(term instanceof Term.Of of && of.field().type() != FieldType.CASELESS);
        }
    }

    /** Whether every text of the left is among those of the right; one text is a set of one. */
    record Inclusion(boolean wanted) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            return !isAbsent(left, right, chosen) && texts(right, chosen).containsAll(texts(left, chosen)) == wanted;
        }
    }

    /** Whether an address, or the number of an autonomous system, is in one of the networks. */
    record Membership(boolean wanted) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            return !isAbsent(left, right, chosen) && isMember(left, texts(right, chosen), chosen) == wanted;
        }

        private static boolean isMember(Term left, Set<String> networks, Evidence[] chosen) {
            return left.kind() == Term.Kind.NUMBER
                    ? Networks.contain(networks, left.low(chosen))
                    : Networks.contain(networks, left.shown(chosen));
        }
    }

    /** Whether two countries share a border on land; one does not border itself. */
    record Bordering(boolean wanted) implements Relation {
        @Override
        public boolean holds(Term left, Term right, Evidence[] chosen) {
            return !isAbsent(left, right, chosen) && Borders.share(left.shown(chosen), right.shown(chosen)) == wanted;
        }
    }

    private static Set<String> texts(Term term, Evidence[] chosen) {
        Object value = term instanceof Term.Of of ? of.value(chosen) : term.shown(chosen);
        return value instanceof String[] many ? new HashSet<>(Arrays.asList(many)) : Set.of(String.valueOf(value));
    }
}
