package io.tokenwatch.selection;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A condition on one text. Equal if written alike. */
sealed interface TextMatch
        permits TextMatch.Equal,
                TextMatch.OneOf,
                TextMatch.EqualIgnoringCase,
                TextMatch.Part,
                TextMatch.Regex,
                TextMatch.Remembered,
                Network,
                NetworkSet {
    boolean test(String value);

    /** What it asks for, in words that follow "needs". */
    String need();

    /** The only values that can match, where they are known. */
    default Optional<Set<String>> values() {
        return Optional.empty();
    }

    /** The part that a value must have to match, where one is known. */
    default Optional<ValuePart> part() {
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

        @Override
        public Optional<ValuePart> part() {
            return Optional.of(ValuePart.of(TextRelation.EQUAL, wanted));
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

        @Override
        public Optional<ValuePart> part() {
            return wanted.isEmpty() ? Optional.empty() : Optional.of(ValuePart.of(relation, wanted));
        }
    }

    /**
     * Matched by RE2, somewhere in the text; linear in its length.
     *
     * @param part that every value it matches has, where one is known
     */
    record Regex(Pattern pattern, Optional<ValuePart> part) implements TextMatch {
        @Override
        public String need() {
            return "what matches " + pattern;
        }

        @Override
        public boolean test(String value) {
            return pattern.matcher(value).find();
        }
    }

    /** As a match that costs much, with {@link RecentAnswers}. */
    final class Remembered implements TextMatch {
        private static final int ANSWERS = 128;

        private final TextMatch match;
        private final RecentAnswers<Boolean> answers;

        Remembered(TextMatch match) {
            this.match = match;
            this.answers = new RecentAnswers<>(ANSWERS, match::test);
        }

        TextMatch match() {
            return match;
        }

        @Override
        public String need() {
            return match.need();
        }

        @Override
        public boolean test(String value) {
            return answers.of(value);
        }
    }
}
