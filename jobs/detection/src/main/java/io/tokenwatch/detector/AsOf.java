package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps that {@code as_of} names: such a step is no event that must happen, but what was last said when the finding was
 * completed, such as the registration of a client. It is the latest event of the step at or before that time, other than the
 * completing event itself; however old it is.
 *
 * <p>With a grace, what is said so much later counts, too: a finding stands only if it holds with what was last said, and with each
 * word that follows within the grace. A registry that lags behind is then no finding, nor is one that takes back what was granted.
 * With {@code forget_after}, what was said longer ago is as if it had not been said, and takes no room.
 *
 * @param named the steps, as bits
 * @param steps how many steps there are in all
 * @param grace how much later a word still counts (ms); 0 for not at all
 * @param kept how long ago it may have been said (ms); {@link #EVER} for however long
 */
record AsOf(int named, int steps, long grace, long kept) {
    private static final long EVER = Long.MAX_VALUE;

    static AsOf read(CorrelationReader reader) {
        int all = reader.steps().size();
        long grace = span(reader, "grace", "5m", 0);
        long kept = span(reader, "forget_after", "90d", EVER);
        int named = 0;
        Optional<YamlValue> key = reader.map().get("as_of");
        for (YamlValue value : key.map(YamlValue::list).orElse(List.of())) {
            String name = value.text().orElse("");
            int step = reader.steps().indexOf(name);
            if (step < 0) {
                value.fault(
                        FaultKind.UNKNOWN_STEP,
                        "there is no step '" + name + "'",
                        Nearest.advice(name, reader.steps()));
            } else {
                named |= 1 << step;
            }
        }
        if (named != 0 && named == (1 << all) - 1) {
            key.orElseThrow()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "every step is one of 'as_of'",
                            "leave out of it the step that completes a finding");
            named &= ~1;
        }
        for (String aside : named == 0 ? List.of("grace", "forget_after") : List.<String>of()) {
            reader.map()
                    .get(aside)
                    .ifPresent(value -> value.faultAtKey(
                            FaultKind.WRONG_STEPS,
                            "'" + aside + "' is for steps that are looked up",
                            "name them in 'as_of', or leave it out"));
        }
        return new AsOf(named, all, grace, kept);
    }

    private static long span(CorrelationReader reader, String key, String example, long otherwise) {
        return reader.map().has(key) ? CorrelationReader.positive(reader.map(), key, example) : otherwise;
    }

    boolean is(int step) {
        return (named & 1 << step) != 0;
    }

    int count() {
        return Integer.bitCount(named);
    }

    /** The other steps, in order. */
    int[] others() {
        return IntStream.range(0, steps).filter(step -> !is(step)).toArray();
    }

    /** Chooses what was last said at the time of that event; false if nothing had been. */
    boolean choose(EvidenceSet[] sets, Evidence completing, Evidence[] chosen) {
        for (int step = 0; step < steps; step++) {
            if (is(step)) {
                int at = last(sets[step], completing);
                if (at < 0) {
                    return false;
                }
                sets[step].at(at, step, chosen[step]);
            }
        }
        return true;
    }

    /** What was last said at the time of that event; null if nothing had been. */
    @Nullable
    Evidence said(EvidenceSet set, int step, Evidence completing) {
        int at = last(set, completing);
        return at < 0 ? null : set.at(at, step, new Evidence());
    }

    /**
     * The first word after that event, within the grace, with which the choice would not hold; null if there is none.
     *
     * @param chosen a choice that holds; it is the same again afterwards
     */
    @Nullable
    Evidence excuse(EvidenceSet[] sets, Evidence completing, Evidence[] chosen, Predicate<Evidence[]> holds) {
        for (int step = 0; grace > 0 && step < steps; step++) {
            EvidenceSet set = sets[step];
            int from = is(step) ? set.firstAtOrAfter(completing.time() + 1) : set.size();
            for (int i = from; i < set.size() && set.time(i) - completing.time() <= grace; i++) {
                Evidence said = chosen[step];
                chosen[step] = set.at(i, step, new Evidence());
                boolean excused = set.hash(i) != completing.hash() && !holds.test(chosen);
                Evidence later = chosen[step];
                chosen[step] = said;
                if (excused) {
                    return later;
                }
            }
        }
        return null;
    }

    private int last(EvidenceSet set, Evidence completing) {
        int at = set.firstAtOrAfter(completing.time() + 1) - 1;
        int last = at >= 0 && set.hash(at) == completing.hash() ? at - 1 : at;
        return last >= 0 && completing.time() - set.time(last) <= kept ? last : -1;
    }

    /** How long before a finding something may have been said on which it depends (ms), see {@link Detector#memory}. */
    long memory() {
        return kept;
    }

    /** The smallest horizon at which nothing can be looked up any more; {@link #EVER} if there is none. */
    long emptyAt(EvidenceSet set) {
        return set.isEmpty() ? Long.MIN_VALUE : kept == EVER ? EVER : set.time(set.size() - 1) + kept + grace + 1;
    }

    /** Drops what a later word has replaced for every event at or after the horizon. */
    void forget(EvidenceSet set, long horizon) {
        int last = set.firstAtOrAfter(horizon - grace) - 1;
        if (last > 0) {
            set.forgetBefore(set.time(last));
        }
        if (kept != EVER) {
            set.forgetBefore(horizon - grace - kept);
        }
    }
}
