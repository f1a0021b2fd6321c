package io.tokenwatch.ruletest.mutation;

/**
 * What became of a mutation.
 *
 * @param by the first test that failed; empty unless it was noticed
 */
public record Mutant(Mutation mutation, Fate fate, String by) {
    /** Only noticed ones and survivors count. */
    public enum Fate {
        NOTICED,
        SURVIVED,
        /** The rule in other words, see {@link NormalForm}. */
        EQUIVALENT,
        /** No rule at all: the compiler refuses it. */
        REFUSED
    }
}
