package io.tokenwatch.ruletest.mutation;

import java.util.Locale;

/** What kinds of change there are. */
public enum Operator {
    /** A line of a selection, or one of its alternatives, is left out. */
    SELECTION,
    /** One of several values of a line is left out. */
    VALUE,
    /** A modifier asks for more, for less, or for the opposite. */
    MODIFIER,
    /** An "and" for an "or", a "not" left out, and the like. */
    CONDITION,
    /** A bound moved by its smallest unit: a millisecond, one, a hundredth. */
    BOUND,
    /** A comparison turned round, or made to include its limit, or not to. */
    COMPARISON,
    /** Two steps in each other's place. */
    STEPS,
    /** A field of group-by or suppress.by left out. */
    KEY,
    /** A parameter, exception or tier left out. */
    PART;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
