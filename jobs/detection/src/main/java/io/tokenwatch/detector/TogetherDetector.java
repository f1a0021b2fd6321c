package io.tokenwatch.detector;

import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import io.tokenwatch.yaml.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one evidence set per step. Any choice of different events, one per step, that lie within {@code timespan} and meet the
 * constraints counts; the latest of them completes it, and what {@link AsOf} looks up is looked up at its time, and within its grace.
 *
 * <p>Cost of a search: the product of the sizes of the steps within the timespan, each bounded by the evidence bound.
 */
final class TogetherDetector extends StepsDetector {
    private final long timespan;
    private final AsOf asOf;
    private final List<Constraint> constraints;
    private final List<String> names;
    private final int[] ordinary;

    TogetherDetector(
            long timespan, AsOf asOf, List<Constraint> constraints, List<EvidenceBound> bounds, List<String> names) {
        super(bounds);
        this.timespan = timespan;
        this.asOf = asOf;
        this.constraints = constraints;
        this.names = names;
        this.ordinary = asOf.others();
    }

    @Override
    public Omissions omissions() {
        return Omissions.NONE.needed((1 << names.size()) - 1);
    }

    /** What was said before, and is looked up, may be older: a registration that was missed is one that is not known. */
    @Override
    public long reach() {
        return timespan;
    }

    @Override
    public long memory() {
        return asOf.count() > 0 ? Math.max(timespan, asOf.memory()) : timespan;
    }

    @Override
    public boolean add(EvidenceSet[] steps, Evidence evidence) {
        return switch (own(steps, evidence.step()).add(evidence)) {
            case DUPLICATE, BEYOND -> false;
            case REPLACED -> true;
            case NEW -> allHaveEvidence(steps) && takesPart(steps, evidence);
            case DISPLACED ->
                allHaveEvidence(steps)
                        && (asOf.is(evidence.step())
                                || takesPart(steps, evidence)); // another word may be the latest now
        };
    }

    private static boolean allHaveEvidence(EvidenceSet[] steps) {
        for (EvidenceSet step : steps) {
            if (step.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean takesPart(EvidenceSet[] steps, Evidence evidence) {
        if (asOf.is(evidence.step())) {
            return mayBeLookedUp(steps, evidence);
        }
        Search search = new Search(steps, null, found -> true);
        search.chosen[evidence.step()] = evidence;
        return search.from(evidence.step());
    }

    /** What is looked up may change any finding after it, and within the grace before it; mostly there is none yet. */
    private boolean mayBeLookedUp(EvidenceSet[] steps, Evidence said) {
        for (int step : ordinary) {
            EvidenceSet set = steps[step];
            for (int i = set.firstAtOrAfter(said.time() - asOf.grace()); i < set.size(); i++) {
                if (set.hash(i) != said.hash()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One search for choices. */
    private final class Search {
        private final EvidenceSet[] steps;
        private final @Nullable Evidence latest;
        private final Predicate<Evidence[]> visitor;
        private final Evidence[] chosen;

        /**
         * @param latest only choices of which this is the latest event; null for any
         * @param visitor sees each choice, and ends the search by returning true
         */
        private Search(EvidenceSet[] steps, @Nullable Evidence latest, Predicate<Evidence[]> visitor) {
            this.steps = steps;
            this.latest = latest;
            this.visitor = visitor;
            this.chosen = new Evidence[steps.length];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = new Evidence();
            }
        }

        /** Searches the choices that hold what is chosen for this step. */
        private boolean from(int step) {
            long time = chosen[step].time();
            return hold(1 << step, 1 << step) && go(1 << step, time, time);
        }

        /** Chooses for the steps that are not known; says whether the visitor ended the search. */
        private boolean go(int known, long from, long to) {
            int step = nextUnknown(known);
            if (step < 0) {
                return asOf.choose(steps, last(), chosen)
                        && hold(-1, ~known)
                        && asOf.excuse(steps, last(), chosen, with -> hold(-1, ~known)) == null
                        && visitor.test(chosen);
            }
            EvidenceSet set = steps[step];
            Evidence own = chosen[step];
            for (int i = set.firstAtOrAfter(to - timespan); i < set.size() && set.time(i) - from <= timespan; i++) {
                set.at(i, step, own);
                boolean fits = isOther(known, own) && (latest == null || Evidence.compare(own, latest) < 0);
                int now = known | 1 << step;
                if (fits && hold(now, 1 << step) && go(now, Math.min(from, own.time()), Math.max(to, own.time()))) {
                    return true;
                }
            }
            return false;
        }

        private int nextUnknown(int known) {
            for (int step : ordinary) {
                if ((known & 1 << step) == 0) {
                    return step;
                }
            }
            return -1;
        }

        private boolean isOther(int known, Evidence candidate) {
            for (int step : ordinary) {
                if ((known & 1 << step) != 0 && chosen[step].hash() == candidate.hash()) {
                    return false;
                }
            }
            return true;
        }

        private Evidence last() {
            Evidence last = chosen[ordinary[0]];
            for (int step : ordinary) {
                last = Evidence.compare(chosen[step], last) > 0 ? chosen[step] : last;
            }
            return last;
        }

        /** Whether every constraint holds that speaks of known steps only, and of one of the new ones. */
        private boolean hold(int known, int added) {
            for (Constraint constraint : constraints) {
                boolean due = (constraint.steps() & ~known) == 0 && (constraint.steps() & added) != 0;
                if (due && !constraint.holds(chosen)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public void findings(EvidenceSet[] steps, Consumer<Finding> out) {
        TreeMap<Evidence, Found> found = new TreeMap<>(Evidence::compare);
        for (int step : ordinary) {
            for (int i = 0; i < steps[step].size(); i++) {
                Evidence end = steps[step].at(i, 0, new Evidence()); // it may match several steps, but completes once
                Search search = new Search(steps, end, choice -> {
                    found.computeIfAbsent(end, e -> new Found()).add(choice);
                    return false;
                });
                steps[step].at(i, step, search.chosen[step]);
                search.from(step);
            }
        }
        found.forEach((end, choices) -> out.accept(new Finding(
                end.time(), end, 1, false, List.copyOf(choices.parts), choices.facts, end.time() + asOf.grace() + 1)));
    }

    /** What one event completed. */
    private final class Found {
        private final TreeSet<Evidence> parts = new TreeSet<>(StepsDetector::compare);
        private List<Fact> facts = List.of();

        private void add(Evidence[] choice) {
            if (facts.isEmpty()) {
                facts = facts(choice); // entries come in order, so the first choice is the same however they arrived
            }
            for (Evidence part : choice) {
                parts.add(part.copy());
            }
        }
    }

    private List<Fact> facts(Evidence[] choice) {
        List<Fact> facts = new ArrayList<>();
        if (ordinary.length > 1) {
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int step : ordinary) {
                first = Math.min(first, choice[step].time());
                last = Math.max(last, choice[step].time());
            }
            facts.add(Fact.threshold("span", Duration.text(last - first), "within " + Duration.text(timespan)));
        }
        for (int step = 0; step < choice.length; step++) {
            if (asOf.is(step)) {
                String said = Instant.ofEpochMilli(choice[step].time()).toString();
                facts.add(Fact.state(names.get(step), said, "the latest by then"));
            }
        }
        constraints.forEach(constraint -> facts.add(constraint.fact(choice)));
        return facts;
    }

    @Override
    public List<NearMiss> nearest(EvidenceSet[] steps, Evidence about) {
        return List.of(new NearestTogether(timespan, asOf, constraints, names).of(steps, about));
    }

    @Override
    public void forget(EvidenceSet[] steps, long horizon) {
        for (int i = 0; i < steps.length; i++) {
            if (asOf.is(i)) {
                asOf.forget(steps[i], horizon);
            } else {
                steps[i].forgetBefore(horizon - timespan - asOf.grace());
            }
        }
    }

    @Override
    public long latest(EvidenceSet[] steps) {
        long latest = Long.MIN_VALUE;
        for (int step : ordinary) {
            latest = Math.max(latest, steps[step].isEmpty() ? latest : steps[step].time(steps[step].size() - 1));
        }
        return latest;
    }

    /** Never, once something was said that can be looked up however old it is: the next event may come after years. */
    @Override
    public long emptyAt(EvidenceSet[] steps) {
        long latest = latest(steps);
        long at = latest == Long.MIN_VALUE ? latest : latest + timespan + asOf.grace() + 1;
        for (int i = 0; i < steps.length; i++) {
            at = asOf.is(i) ? Math.max(at, asOf.emptyAt(steps[i])) : at;
        }
        return at;
    }

    /** A word that is looked up may come late, and another one have been meant. */
    @Override
    public boolean withdrawable() {
        return asOf.count() > 0;
    }
}
