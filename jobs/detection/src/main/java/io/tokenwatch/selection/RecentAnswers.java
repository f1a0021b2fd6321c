package io.tokenwatch.selection;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a question that costs much was answered for the texts asked about of late: user agents and such come again and again. Threads may share it:
 * an answer is kept whole, and whichever of two is kept, both are right.
 *
 * @param <A> immutable
 */
public final class RecentAnswers<A> {
    private record Answer<A>(String text, A answer) {}

    private static final int LONGEST = 256;

    private final Function<String, A> question;
    private final @Nullable Answer<A>[] answers;

    /** @param most how many answers are kept, a power of two; those for texts of more than 256 characters are not */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    public RecentAnswers(int most, Function<String, A> question) {
        this.question = question;
        this.answers = new Answer[most];
    }

    public A of(String text) {
        if (text.length() > LONGEST) {
            return question.apply(text);
        }
        int hash = text.hashCode();
        int place = (hash ^ (hash >>> 16)) & (answers.length - 1);
        Answer<A> known = answers[place];
        if (known == null || !known.text().equals(text)) {
            known = new Answer<>(text, question.apply(text));
            answers[place] = known;
        }
        return known.answer();
    }
}
