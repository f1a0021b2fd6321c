package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.YamlValue;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps that {@code as_of} names: such a step is no event that must happen, but what was last said when the finding was
 * completed, such as the registration of a client. It is the latest event of the step at or before that time, other than the
 * completing event itself; however old it is.
 *
 * @param named the steps, as bits
 * @param steps how many steps there are in all
 */
record AsOf(int named, int steps) {
    static AsOf read(CorrelationReader reader) {
        int all = reader.steps().size();
        int named = 0;
        Optional<YamlValue> key = reader.map().get("as_of");
        for (YamlValue value : key.map(YamlValue::list).orElse(java.util.List.of())) {
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
        return new AsOf(named, all);
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

    private static int last(EvidenceSet set, Evidence completing) {
        int at = set.firstAtOrAfter(completing.time() + 1) - 1;
        return at >= 0 && set.hash(at) == completing.hash() ? at - 1 : at;
    }

    /** Drops what a later word has replaced for every event at or after the horizon. */
    static void forget(EvidenceSet set, long horizon) {
        int last = set.firstAtOrAfter(horizon) - 1;
        if (last > 0) {
            set.forgetBefore(set.time(last));
        }
    }
}
