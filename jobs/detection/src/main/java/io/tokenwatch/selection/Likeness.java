package io.tokenwatch.selection;

import org.jspecify.annotations.Nullable;

/** A condition on a text that no list of values can say, but that needs a certain part in it. Equal if written alike. */
public final class Likeness {
    private final ValuePart part;
    private final TextMatch match;

    Likeness(ValuePart part, TextMatch match) {
        this.part = part;
        this.match = match;
    }

    /** What every text that it holds for has; others may have it too. */
    public ValuePart part() {
        return part;
    }

    /** Whether it holds for a text. */
    public boolean test(String value) {
        return match.test(value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Likeness that && match.equals(that.match);
    }

    @Override
    public int hashCode() {
        return match.hashCode();
    }

    @Override
    public String toString() {
        return match.need();
    }
}
