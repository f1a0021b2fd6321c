package io.tokenwatch.ruletest.mutation;

import io.tokenwatch.ruletest.mutation.Mutant.Fate;
import java.util.Collection;
import java.util.List;

/** How many of the mutants that could be noticed were. */
public record MutationScore(long noticed, long survived) {
    public static MutationScore of(Collection<Mutant> mutants) {
        return new MutationScore(count(mutants, Fate.NOTICED), count(mutants, Fate.SURVIVED));
    }

    public static MutationScore sum(List<MutationScore> scores) {
        return new MutationScore(
                scores.stream().mapToLong(MutationScore::noticed).sum(),
                scores.stream().mapToLong(MutationScore::survived).sum());
    }

    private static long count(Collection<Mutant> mutants, Fate fate) {
        return mutants.stream().filter(mutant -> mutant.fate() == fate).count();
    }

    /** From 0 to 100; 100 where there was nothing to notice. */
    public double percent() {
        long all = noticed + survived;
        return all == 0 ? 100 : 100.0 * noticed / all;
    }
}
