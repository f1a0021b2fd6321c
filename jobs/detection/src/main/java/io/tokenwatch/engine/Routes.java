package io.tokenwatch.engine;

import io.tokenwatch.detector.Telling;
import io.tokenwatch.match.Matches;
import io.tokenwatch.match.RuleIndex;
import io.tokenwatch.match.SelectionSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The routes of a plan. What follows from the selections that an event meets is the same for every event that meets just these, and few sets of them
 * come again and again, so each is made once and remembered. One thread.
 */
final class Routes {
    /** Of hashes: of each of so many the route that was asked for last is remembered. */
    private static final int BITS = 10;

    private final RuleIndex index;
    private final Lanes lanes;
    private final Captures captures;
    private final Telling @Nullable [] told;
    private final Matches matches;
    private final @Nullable Route[] remembered = new @Nullable Route[1 << BITS];
    private final @Nullable KnownSets sets;
    private final int plan;
    private final SelectionSet met;
    /** By the number of what was met. */
    private @Nullable Route[] numbered = {};

    private final int[][] rules;
    private final int[][] steps;
    private final int[] sizes;

    /** @param sets where routes have their numbers; null if they have none */
    Routes(Plan plan, RuleIndex index, Lanes lanes, @Nullable KnownSets sets) {
        this.sets = sets;
        this.plan = plan.number();
        this.met = index.noSelections();
        this.index = index;
        this.lanes = lanes;
        this.captures = new Captures(plan);
        this.told = plan.told();
        this.matches = index.noMatches();
        this.rules = new int[lanes.size()][plan.rules().size()];
        this.steps = new int[lanes.size()][plan.rules().size()];
        this.sizes = new int[lanes.size()];
    }

    Route of(SelectionSet met) {
        int place = (int) (met.hash() >>> (Long.SIZE - BITS));
        Route known = remembered[place];
        if (known == null || !known.isFor(met)) {
            known = make(met);
            remembered[place] = known;
        }
        return known;
    }

    /** The route of what has that number, see {@link Route#number}. */
    Route numbered(int number) {
        if (number >= numbered.length) {
            numbered = Arrays.copyOf(numbered, 2 * number);
        }
        Route known = numbered[number];
        if (known == null) {
            met.become(java.util.Objects.requireNonNull(sets).of(number));
            known = make(met);
            numbered[number] = known;
        }
        return known;
    }

    private Route make(SelectionSet met) {
        index.match(met, matches);
        int size = matches.size();
        int[] matched = new int[size];
        int[] with = new int[size];
        for (int i = 0; i < size; i++) {
            matched[i] = matches.rule(i);
            with[i] = matches.steps(i);
            int[] ofRule = lanes.of(matched[i]);
            for (int j = 0; j < ofRule.length; j++) {
                add(ofRule[j], matched[i], with[i] & lanes.steps(matched[i])[j]);
            }
        }
        Leg[] legs = IntStream.range(0, lanes.size())
                .filter(lane -> sizes[lane] > 0)
                .mapToObj(this::leg)
                .toArray(Leg[]::new);
        Arrays.fill(sizes, 0);
        long[] selections = met.copy();
        int number = sets == null ? KnownSets.UNKNOWN : sets.number(plan, selections);
        return new Route(selections, matched, with, legs, telling(matched, with), number);
    }

    private void add(int lane, int rule, int stepBits) {
        if (stepBits != 0) {
            rules[lane][sizes[lane]] = rule;
            steps[lane][sizes[lane]++] = stepBits;
        }
    }

    private Leg leg(int lane) {
        return new Leg(
                lane,
                Arrays.copyOf(rules[lane], sizes[lane]),
                Arrays.copyOf(steps[lane], sizes[lane]),
                lanes.get(lane).group().captures(),
                captures);
    }

    private int[] telling(int[] matched, int[] with) {
        Telling[] byRule = told;
        return byRule == null
                ? new int[0]
                : IntStream.range(0, matched.length)
                        .filter(i -> (byRule[matched[i]].steps() & with[i]) != 0)
                        .toArray();
    }
}
